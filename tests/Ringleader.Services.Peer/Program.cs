using Ringleader.Conformance.Services;
using Ringleader.Services;

// A process for tests to kill: "offer" or "borrow", the address of the ring server, the lease in seconds. Says "ready" when it holds
// what it was told to, and ends with its standard input.
await using var ring = await ServiceRing.JoinAsync(new()
{
    RingServers = [args[1]],
    Lease = TimeSpan.FromSeconds(double.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture)),
});
await using IAsyncDisposable held = args[0] == "offer"
    ? await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"))
    : await ring.BorrowAsync<IGreeter>("greeter");
Console.WriteLine("ready");
await Console.In.ReadToEndAsync();
