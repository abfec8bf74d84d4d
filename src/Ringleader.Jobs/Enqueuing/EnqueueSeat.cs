using System.Runtime.ExceptionServices;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>One caller in an <see cref="EnqueueLine"/>. It is woken once: to lead a group, because its job is settled, or because it left.</summary>
internal sealed class EnqueueSeat(NewJob job)
{
    private readonly TaskCompletionSource<bool> _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobReceipt _receipt;
    private ExceptionDispatchInfo? _problem;

    /// <summary>What it wants to have enqueued.</summary>
    public NewJob Job { get; } = job;

    /// <summary>Ends with true when it is to lead the next group, and with false when its job is settled; cancelled when it left.</summary>
    public Task<bool> Woken => _woken.Task;

    /// <summary>What became of its job, once that is settled.</summary>
    public JobReceipt Receipt
    {
        get
        {
            _problem?.Throw();
            return _receipt;
        }
    }

    /// <summary>Makes it the leader of the next group; false when it has left. From now on it stays.</summary>
    public bool TryLead() => _woken.TrySetResult(true);

    /// <summary>Lets it go, unless it leads or is settled.</summary>
    public void Leave(CancellationToken cancellationToken) => _woken.TrySetCanceled(cancellationToken);

    /// <summary>Its job is enqueued.</summary>
    public void Settle(JobReceipt receipt)
    {
        _receipt = receipt;
        _woken.TrySetResult(false);
    }

    /// <summary>Its job could not be enqueued.</summary>
    public void Fail(Exception problem)
    {
        _problem = ExceptionDispatchInfo.Capture(problem);
        _woken.TrySetResult(false);
    }
}
