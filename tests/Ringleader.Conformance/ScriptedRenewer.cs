using Ringleader.TupleSpaces;

namespace Ringleader.Conformance;

/// <summary>A renewer that gives the answers of a list, then raises, and lets a test wait until it was asked.</summary>
public sealed class ScriptedRenewer(params Lifetime[] answers) : ITupleRenewer
{
    private readonly Lock _lock = new();
    private readonly List<(int Times, TaskCompletionSource Reached)> _waits = [];
    private int _asked;

    public ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _asked++;
            foreach (var (_, reached) in _waits.Where(wait => wait.Times <= _asked))
            {
                reached.TrySetResult();
            }

            return _asked <= answers.Length ? new(answers[_asked - 1]) : throw new InvalidOperationException("No more answers.");
        }
    }

    public Task WhenAskedAsync(int times)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_asked >= times)
            {
                reached.SetResult();
            }
            else
            {
                _waits.Add((times, reached));
            }

            return reached.Task;
        }
    }
}
