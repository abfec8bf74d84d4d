// A bulletin board: some post notices, others read them, one follows what is posted, and old notices fall off by themselves.
// The board is served over druby, so a Ruby program sees it as a Rinda::TupleSpace.
using Ringleader.TupleSpaces;

// snippet: serve
await using var server = await TupleSpaceServer.StartAsync("druby://127.0.0.1:0");
// end snippet

// snippet: connect
await using var board = RemoteTupleSpace.Connect(server.Uri);
// end snippet

await using var watch = await board.WatchAsync(Notice.Where(), TupleEventKinds.Write | TupleEventKinds.Delete);

// snippet: write
await board.WriteAsync(new Notice("for sale", "a bicycle", 120));
await board.WriteAsync(new Notice("for sale", "a piano", 900), TimeSpan.FromHours(24));
await board.WriteAsync(new Notice("wanted", "a flat", 700), TimeSpan.FromMilliseconds(200)); // this one falls off soon
// end snippet

// snippet: read
var cheap = await board.ReadAsync(Notice.Where(kind: "for sale", price: Field.Between(0, 500)));
Console.WriteLine($"cheap: {cheap.Text} for {cheap.Price}");
// end snippet

// snippet: watch
await foreach (var change in watch)
{
    Console.WriteLine($"{change.Sequence} {change.Kind}: {change.Tuple}");
    if (change.Kind == TupleEventKinds.Delete)
    {
        break;
    }
}
// end snippet

// snippet: untyped
var all = await board.ReadAllAsync(["notice", null, Field.OfType<string>(), null]);
Console.WriteLine($"{all.Count} notices are left: {string.Join(" and ", all.Select(notice => notice.Get<string>(2)))}");
// end snippet
return all.Count == 2 ? 0 : 1;

// snippet: record
[TupleRecord("notice")]
public sealed partial record Notice(string Kind, string Text, int Price);
// end snippet
