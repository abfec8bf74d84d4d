using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>Somebody who waits for work, until an instant at the latest.</summary>
internal sealed class Waiter(JobClaim claim, long until)
{
    // What waits never goes on inside the store's lock.
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JobClaim Claim => claim;

    public long Until => until;

    public Task Woken => _woken.Task;

    public void Wake() => _woken.TrySetResult();

    public void Cancel(CancellationToken cancellationToken) => _woken.TrySetCanceled(cancellationToken);
}
