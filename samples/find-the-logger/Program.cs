// A distributed logger that is found by its name: nobody is told an address.
using Ringleader.Remoting;
using Ringleader.Services;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

// snippet: ring
await using var board = await TupleSpaceServer.StartAsync();
await using var ringServer = await RingServer.StartAsync(board, new RingServerOptions { Port = 0 });
// end snippet

var options = new ServiceRingOptions { Finder = new RingFinderOptions { Targets = ["localhost"], Port = ringServer.Port } };

// snippet: offer
await using var host = await ServiceRing.JoinAsync(options);
var logger = new Logger();
await using var offer = await host.OfferAsync<ILogSink>("Logger", logger);
// end snippet

// snippet: find
await using var ring = await ServiceRing.JoinAsync(options);
var log = await ring.FindAsync<ILogSink>("Logger");
await log.WriteAsync("billing", "42 invoices sent");
// end snippet

// snippet: balance
var anyLog = await ring.BalanceAsync<ILogSink>("Logger"); // each call goes to the next provider
await anyLog.WriteAsync("shipping", "40 parcels sent");
// end snippet

foreach (var line in logger.Lines)
{
    Console.WriteLine(line);
}

// snippet: list
foreach (var service in await ring.ListAsync())
{
    Console.WriteLine($"{service.Name} of {service.Identity} at {service.Uri}");
}
// end snippet
return logger.Lines.Count == 2 ? 0 : 1;

// snippet: contract
[RemoteContract]
public interface ILogSink
{
    ValueTask WriteAsync(string source, string text);
}
// end snippet

public sealed class Logger : ILogSink
{
    public List<string> Lines { get; } = [];

    public ValueTask WriteAsync(string source, string text)
    {
        Lines.Add($"{source}: {text}");
        return default;
    }
}
