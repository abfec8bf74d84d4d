// Two printers, six documents, one document at a time on each: who borrows a service has it for himself.
using System.Collections.Concurrent;
using Ringleader.Remoting;
using Ringleader.Services;
using Ringleader.TupleSpaces;

await using var board = await TupleSpaceServer.StartAsync();
var options = new ServiceRingOptions { RingServers = [board.Uri] };

await using var host = await ServiceRing.JoinAsync(options);
Printer[] printers = [new(), new()];
await using var left = await host.OfferAsync<IPrinter>("Printer", printers[0], new ServiceOfferOptions { InstanceName = "left" });
await using var right = await host.OfferAsync<IPrinter>("Printer", printers[1], new ServiceOfferOptions { InstanceName = "right" });

await using var ring = await ServiceRing.JoinAsync(options);
await Task.WhenAll(Enumerable.Range(1, 6).Select(PrintAsync));

foreach (var printer in printers)
{
    Console.WriteLine($"printed: {string.Join(", ", printer.Pages)}");
}

return printers.Sum(printer => printer.Pages.Count) == 6 && printers.All(printer => !printer.WasDisturbed) ? 0 : 1;

async Task PrintAsync(int document)
{
    // snippet: borrow
    await using var loan = await ring.BorrowAsync<IPrinter>("Printer");
    await loan.Service.PrintAsync($"document {document}");
    // end snippet
}

[RemoteContract]
public interface IPrinter
{
    ValueTask PrintAsync(string text);
}

public sealed class Printer : IPrinter
{
    private int _users;

    public ConcurrentQueue<string> Pages { get; } = [];

    public bool WasDisturbed { get; private set; }

    public async ValueTask PrintAsync(string text)
    {
        WasDisturbed |= Interlocked.Increment(ref _users) > 1;
        await Task.Delay(20);
        Pages.Enqueue(text);
        Interlocked.Decrement(ref _users);
    }
}
