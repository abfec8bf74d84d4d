using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>Counts how attempts ended. Thread-safe.</summary>
internal sealed class RunTally
{
    private readonly long[] _counts = new long[(int)JobOutcome.Released + 1];

    public void Count(JobOutcome outcome) => Interlocked.Increment(ref _counts[(int)outcome]);

    public JobRunCounts ToCounts() =>
        new(Read(JobOutcome.Succeeded), Read(JobOutcome.Retry), Read(JobOutcome.Failed), Read(JobOutcome.Cancelled));

    private long Read(JobOutcome outcome) => Volatile.Read(ref _counts[(int)outcome]);
}
