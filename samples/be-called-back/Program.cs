// Work for many hands and answers for each: callers write requests that carry an address to call back, workers take them.
// The call-back travels inside the tuple as a reference: the space only passes it on.
using Ringleader.Remoting;
using Ringleader.TupleSpaces;

await using var server = await TupleSpaceServer.StartAsync("druby://127.0.0.1:0");
using var stop = new CancellationTokenSource();
Task[] workers = [WorkAsync("left", server.Uri, stop.Token), WorkAsync("right", server.Uri, stop.Token)];

// snippet: ask
await using var own = await RemoteServer.StartAsync(); // call-backs arrive here
await using var space = RemoteTupleSpace.Connect(server.Uri);

var inbox = new Inbox(expected: 4);
for (var number = 1; number <= 4; number++)
{
    await space.WriteAsync(["square", number, own.ReferenceTo(inbox)]);
}
// end snippet

var answers = await inbox.All.WaitAsync(TimeSpan.FromSeconds(20));
Console.WriteLine(string.Join(", ", answers.Order()));
await stop.CancelAsync();
await Task.WhenAll(workers);
return answers.Sum() == 30 ? 0 : 1;

static async Task WorkAsync(string name, string uri, CancellationToken stop)
{
    // snippet: work
    await using var space = RemoteTupleSpace.Connect(uri);
    try
    {
        while (true)
        {
            await using var request = await space.TakeAsync(["square", Field.OfType<int>(), null], Timeout.InfiniteTimeSpan, stop);
            var number = request.Tuple.Get<int>(1);
            var caller = request.Tuple.Get<IInbox>(2);
            await caller.AnswerAsync(name, number * number);
            await request.CommitAsync(CancellationToken.None); // answered is answered
        }
    }
    catch (OperationCanceledException)
    {
        // the work is done
    }
    // end snippet
}

// snippet: contract
[RemoteContract]
public interface IInbox
{
    ValueTask AnswerAsync(string worker, int answer);
}
// end snippet

public sealed class Inbox(int expected) : IInbox
{
    private readonly TaskCompletionSource<IReadOnlyList<int>> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _answers = [];

    public Task<IReadOnlyList<int>> All => _all.Task;

    public ValueTask AnswerAsync(string worker, int answer)
    {
        lock (_answers)
        {
            _answers.Add(answer);
            if (_answers.Count == expected)
            {
                _all.TrySetResult(_answers);
            }
        }

        return default;
    }
}
