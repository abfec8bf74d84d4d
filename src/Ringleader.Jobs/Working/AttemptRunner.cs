using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Working;

/// <summary>Does one attempt from beginning to end: finds the handler, calls it, and hands on how it ended. Never throws.</summary>
/// <param name="registry">Has the handlers.</param>
/// <param name="verdicts">Says what becomes of a job whose handler threw.</param>
/// <param name="finishes">Takes how an attempt ended.</param>
/// <param name="failed">Hears what handlers throw; null for nobody.</param>
/// <param name="logger">Where to log.</param>
internal sealed partial class AttemptRunner(JobRegistry registry, Verdicts verdicts, FinishWriter finishes, Action<Exception>? failed, ILogger logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>Runs an attempt; has ended already when it returns if the handler has and there is nothing to be disposed.</summary>
    public Task RunAsync(JobAttempt attempt)
    {
        var kind = registry.TryFind(attempt.Job.Kind, out var found) ? found : null;
        attempt.Begin();
        if (attempt.StopReason != StopReason.None)
        {
            // It was told so while it waited for a slot.
            return RunSlowlyAsync(attempt, kind, ValueTask.FromException<ReadOnlyMemory<byte>?>(new OperationCanceledException()));
        }

        attempt.Activity = JobsDiagnostics.Begin(attempt.Job);
        var work = Invoke(attempt, kind);
        if (!work.IsCompletedSuccessfully || attempt.IsToBeDisposed)
        {
            return RunSlowlyAsync(attempt, kind, work);
        }

        Succeed(attempt, kind, work.Result);
        return Task.CompletedTask;
    }

    private static ValueTask<ReadOnlyMemory<byte>?> Invoke(JobAttempt attempt, JobKind? kind)
    {
        if (kind?.Invoke is not { } invoke)
        {
            return ValueTask.FromException<ReadOnlyMemory<byte>?>(new InvalidOperationException(
                $"This worker cannot run jobs of kind '{attempt.Job.Kind}', and has not claimed any. Its store gave it one all the same."));
        }

        try
        {
            return invoke(attempt.Job, attempt);
        }
#pragma warning disable CA1031 // Whatever a handler throws, the attempt has failed and the worker goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return ValueTask.FromException<ReadOnlyMemory<byte>?>(error);
        }
    }

    private async Task RunSlowlyAsync(JobAttempt attempt, JobKind? kind, ValueTask<ReadOnlyMemory<byte>?> work)
    {
        ReadOnlyMemory<byte>? result = null;
        Exception? failure = null;
        try
        {
            result = await work.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        try
        {
            await attempt.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The work was done or not before; a service that cannot be disposed does not change that.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogDisposeFailed(attempt.Id, attempt.Job.Kind, error);
        }

        if (failure is null)
        {
            Succeed(attempt, kind, result);
        }
        else
        {
            Fail(attempt, kind, failure);
        }
    }

    private void Succeed(JobAttempt attempt, JobKind? kind, ReadOnlyMemory<byte>? result)
    {
        var ran = attempt.End();
        if (attempt.StopReason is not StopReason.None and var reason)
        {
            // The work may have been done all the same; only the handler knows.
            attempt.Note($"The handler was told to stop because {WordsOf(reason)}, and returned as if it had done its work.");
            LogReturned(attempt.Id, attempt.Job.Kind, reason);
        }

        var success = Verdicts.OfSuccess(attempt, result, ran);
        finishes.Add(attempt, attempt.IsCompleted ? verdicts.OfCompletion(attempt, kind?.Retry, ran) : success);
        JobsDiagnostics.End(attempt.Job, attempt.Activity, success);
        LogSucceeded(attempt.Id, attempt.Job.Kind, attempt.Attempt, ran);
    }

    private static string WordsOf(StopReason reason) => reason switch
    {
        StopReason.CalledOff => "the job was cancelled",
        StopReason.TimeIsUp => "its time limit had passed",
        StopReason.WorkerStops => "the worker stops",
        _ => "the worker had lost its lease",
    };

    private void Fail(JobAttempt attempt, JobKind? kind, Exception error)
    {
        var ran = attempt.End();
        var finish = verdicts.OfError(attempt, kind?.Retry, error, ran);
        failed?.Invoke(error);
        finishes.Add(attempt, finish);
        JobsDiagnostics.End(attempt.Job, attempt.Activity, finish);
        switch (finish.Outcome)
        {
            case JobOutcome.Retry:
                LogRetry(attempt.Id, attempt.Job.Kind, attempt.Attempt, attempt.MaxAttempts, finish.RetryAfter ?? default, error);
                break;
            case JobOutcome.Failed:
                LogFailed(attempt.Id, attempt.Job.Kind, attempt.Attempt, error);
                break;
            default:
                LogBrokenOff(attempt.Id, attempt.Job.Kind, attempt.StopReason);
                break;
        }
    }
}
