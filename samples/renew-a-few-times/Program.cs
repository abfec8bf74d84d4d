// A renewer decides, each time a tuple is about to expire, how long it stays. This one keeps an offer while stock lasts.
using Ringleader.TupleSpaces;

await using var space = new TupleSpace();

// snippet: write
var renewer = new LimitedRenewer(TimeSpan.FromMilliseconds(100), times: 3);
await space.WriteAsync(["offer", "apples"], Lifetime.RenewedBy(renewer));
// end snippet

await using var watch = await space.WatchAsync(["offer", null], TupleEventKinds.Delete);
Console.WriteLine($"while it lasts: {await space.ReadAsync(["offer", null])}");

var gone = await watch.NextAsync();
Console.WriteLine($"gone after {renewer.Count} renewals: {gone?.Tuple}");
return renewer.Count == 3 ? 0 : 1;

// snippet: renewer
public sealed class LimitedRenewer(TimeSpan period, int times) : ITupleRenewer
{
    public int Count { get; private set; }

    public ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken)
    {
        if (Count == times)
        {
            return new(Lifetime.Expired);
        }

        Count++;
        return new(period);
    }
}
// end snippet
