// A counter that many share. Whoever wants to change it takes it away, so nobody else can change it meanwhile; a taker that
// dies before it is done gives it back.
using Ringleader.TupleSpaces;

await using var server = await TupleSpaceServer.StartAsync("druby://127.0.0.1:0");

// snippet: start
await using var space = RemoteTupleSpace.Connect(server.Uri);
await space.WriteAsync(["counter", 0]);
// end snippet

await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CountAsync(server.Uri, 50)));

// snippet: abandon
await using (var taken = await space.TakeAsync(["counter", null]))
{
    Console.WriteLine($"taken and not committed: {taken.Tuple}");
}
// end snippet

// snippet: read
var counter = await space.ReadAsync(["counter", null]);
Console.WriteLine($"the counter is at {counter.Get<int>(1)}");
// end snippet
return counter.Get<int>(1) == 200 ? 0 : 1;

static async Task CountAsync(string uri, int times)
{
    // snippet: count
    await using var space = RemoteTupleSpace.Connect(uri);
    for (var i = 0; i < times; i++)
    {
        await using var taken = await space.TakeAsync(["counter", null]);
        await taken.ReplaceAsync(["counter", taken.Tuple.Get<int>(1) + 1]); // the old goes and the new comes as one change
    }
    // end snippet
}
