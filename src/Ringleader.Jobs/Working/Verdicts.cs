using System.Globalization;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>Decides what becomes of a job after an attempt.</summary>
/// <param name="fallback">The policy of kinds that have none of their own.</param>
/// <param name="jitter">For the delays.</param>
internal sealed class Verdicts(RetryPolicy fallback, Jitter jitter)
{
    /// <summary>After a handler that returned.</summary>
    public static JobFinish OfSuccess(JobAttempt attempt, ReadOnlyMemory<byte>? result, TimeSpan ran) =>
        new(attempt.Id, attempt.Term, JobOutcome.Succeeded, Result: result, Ran: ran);

    /// <summary>
    /// After a handler that returned having marked the job as done in its transaction: if that was committed, the store refuses this. If
    /// not, the work was not done.
    /// </summary>
    public JobFinish OfCompletion(JobAttempt attempt, RetryPolicy? policy, TimeSpan ran) => OfError(
        attempt, policy, new InvalidOperationException("The handler marked the job as done in a transaction, and returned without committing it."), ran);

    /// <summary>After a handler that threw.</summary>
    public JobFinish OfError(JobAttempt attempt, RetryPolicy? policy, Exception error, TimeSpan ran)
    {
        policy ??= fallback;
        var isBrokenOff = error is OperationCanceledException;
        return attempt.StopReason switch
        {
            _ when attempt.IsRefused => End(attempt, JobOutcome.Released, ran),
            StopReason.CalledOff when isBrokenOff => End(attempt, JobOutcome.Cancelled, ran),
            StopReason.LeaseLost or StopReason.WorkerStops when isBrokenOff => End(attempt, JobOutcome.Released, ran),
            StopReason.TimeIsUp when isBrokenOff => OfFailure(attempt, policy, TimeIsUp(attempt, error), ran),
            _ => OfFailure(attempt, policy, error, ran),
        };
    }

    private static TimeoutException TimeIsUp(JobAttempt attempt, Exception error) => new(
        string.Create(CultureInfo.InvariantCulture, $"The attempt took longer than its time limit of {attempt.Job.TimeLimit}, and was told to stop."), error);

    private static JobFinish End(JobAttempt attempt, JobOutcome outcome, TimeSpan ran) => new(attempt.Id, attempt.Term, outcome, Ran: ran);

    private JobFinish OfFailure(JobAttempt attempt, RetryPolicy policy, Exception error, TimeSpan ran)
    {
        var text = ErrorText.Of(error);
        return error is JobArgumentsException or GiveUpException || attempt.Attempt >= attempt.MaxAttempts || policy.IsHopeless(error)
            ? new(attempt.Id, attempt.Term, JobOutcome.Failed, Error: text, Ran: ran)
            : new(attempt.Id, attempt.Term, JobOutcome.Retry, Delay(attempt, policy, error), Error: text, Ran: ran);
    }

    private TimeSpan Delay(JobAttempt attempt, RetryPolicy policy, Exception error)
    {
        if (error is RetryLaterException later)
        {
            return later.After;
        }

        try
        {
            return policy.DelayAfter(attempt.Attempt, jitter.Next());
        }
#pragma warning disable CA1031 // The delay may be a function of the user's, and the job has to go on whatever that does.
        catch (Exception)
#pragma warning restore CA1031
        {
            return RetryPolicy.Default.DelayAfter(attempt.Attempt, jitter.Next());
        }
    }
}
