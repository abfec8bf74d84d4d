using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ringleader.Conformance.Services;
using Ringleader.Services;
using Ringleader.TupleSpaces;

// A process for tests to kill. "offer" or "borrow", the address of the ring server, the lease in seconds: says "ready" when it
// holds what it was told to. "serve" and an address: a ring server there; says "ready" and its address. "host" and the address of
// a ring server: an application that offers; says "ready" when it has started. All end with their standard input, but the
// application, which ends by a signal.
switch (args[0])
{
    case "serve":
        await using (var board = await TupleSpaceServer.StartAsync(args[1]))
        {
            Console.WriteLine($"ready {board.Uri}");
            await Console.In.ReadToEndAsync();
        }

        break;
    case "host":
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddServiceRing(new() { RingServers = [args[1]] }).Offer<IGreeter, HostedGreeter>("greeter");
        using (var host = builder.Build())
        {
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(static () => Console.WriteLine("ready"));
            await host.RunAsync();
        }

        break;
    default:
        await using (var ring = await ServiceRing.JoinAsync(new()
        {
            RingServers = [args[1]],
            Lease = TimeSpan.FromSeconds(double.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture)),
        }))
        {
            await using IAsyncDisposable held = args[0] == "offer"
                ? await ring.OfferAsync<IGreeter>("greeter", new Greeter("Hello"))
                : await ring.BorrowAsync<IGreeter>("greeter");
            Console.WriteLine("ready");
            await Console.In.ReadToEndAsync();
        }

        break;
}
