using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Waking;

/// <summary>Somebody who waits for work, until an instant at the latest.</summary>
internal sealed class Waiter(JobClaim claim, long until)
{
    private readonly TaskCompletionSource<bool> _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JobClaim Claim => claim;

    public long Until => until;

    /// <summary>Ends when there may be work: true when that is known, false when it has to be looked for.</summary>
    public Task<bool> Woken => _woken.Task;

    public void Wake() => _woken.TrySetResult(true);

    public void LookAgain() => _woken.TrySetResult(false);

    public void Cancel(CancellationToken cancellationToken) => _woken.TrySetCanceled(cancellationToken);
}
