namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>All attempts of a run, from what the workers say. Thread-safe.</summary>
internal sealed class AttemptJournal
{
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];

    /// <summary>The attempts so far, in the order of their terms.</summary>
    public IReadOnlyList<Attempt> Attempts
    {
        get
        {
            lock (_lock)
            {
                return [.. _attempts.OrderBy(static attempt => attempt.Term)];
            }
        }
    }

    /// <summary>Takes in what a worker said.</summary>
    /// <exception cref="CommandFailedException">It ends what it did not begin.</exception>
    public void Add(string worker, AttemptEvent said)
    {
        lock (_lock)
        {
            if (said.Stage == AttemptStage.Begin)
            {
                _attempts.Add(new Attempt(worker, said.Job, said.Term, said.At, End: null));
            }
            else if (said.Stage == AttemptStage.End)
            {
                var begun = _attempts.FindIndex(attempt =>
                    attempt.Job == said.Job && attempt.Term == said.Term && attempt.End is null && string.Equals(attempt.Worker, worker, StringComparison.Ordinal));
                _attempts[begun >= 0 ? begun : throw new CommandFailedException($"The worker '{worker}' ended job {said.Job}, which it had not begun.")] =
                    _attempts[begun] with { End = said.At };
            }
        }
    }
}
