using System.Threading.Channels;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Tests.Enqueuing;

/// <summary>The enqueues that reach a store: each stops here until the test lets it go on.</summary>
internal sealed class HeldEnqueues
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(60);

    private readonly Channel<Held> _calls = Channel.CreateUnbounded<Held>();

    /// <summary>What holds up the calls, for <see cref="InterceptedJobStore.Around"/>.</summary>
    public Task HoldAsync(IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        var held = new Held(jobs);
        _calls.Writer.TryWrite(held);
        return held.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The next call that came.</summary>
    public Task<Held> NextAsync() => _calls.Reader.ReadAsync().AsTask().WaitAsync(SafetyNet);

    /// <summary>One call.</summary>
    internal sealed record Held(IReadOnlyList<NewJob> Jobs)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Go() => Done.SetResult();

        public void Fail(Exception error) => Done.SetException(error);
    }
}
