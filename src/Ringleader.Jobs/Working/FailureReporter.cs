using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Scheduling;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Working;

/// <summary>
/// Calls the failure handlers of the registry for each job that has failed for good, whichever node it failed on. The store remembers which
/// failures were handled, so that none is lost when a process dies; a node takes a few of them at a time, under a lease.
/// </summary>
internal sealed partial class FailureReporter(IJobStore store, JobRegistry registry, JobWorkerOptions options, JobClient jobs, Jitter jitter)
{
    private const int TakenTogether = 20;

    /// <summary>How long the handlers of one failure may take.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    /// <summary>Long enough that no other node takes a failure while its handlers run here.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly IReadOnlyList<Func<FailedJobContext, Task>> _handlers = registry.Kinds.FailureHandlers;
    private readonly ILogger _logger = options.LoggerFactory.CreateLogger<JobWorker>();
    private TaskCompletionSource _failed = NewSignal();

    /// <summary>Whether there is anything to call.</summary>
    public bool IsNeeded => _handlers.Count > 0;

    /// <summary>Has the store remember failures from now on.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => IsNeeded ? store.TakeFailuresAsync(0, Lease, cancellationToken) : Task.CompletedTask;

    /// <summary>Says that a job has failed here, so that its handlers do not wait for the next look.</summary>
    public void Wake() => Volatile.Read(ref _failed).TrySetResult();

    /// <summary>A turn of the <see cref="Chore"/>: waits until a job fails here or might have elsewhere, and handles what there is.</summary>
    public async Task<TimeSpan> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await Volatile.Read(ref _failed).Task.WaitAsync(Rhythm.Next(jitter), options.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        Volatile.Write(ref _failed, NewSignal()); // Before the look, so that nothing that fails during it is missed.
        await ReportAsync(cancellationToken).ConfigureAwait(false);
        return TimeSpan.Zero;
    }

    /// <summary>Handles all failures that there are.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReportAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        while (IsNeeded && await store.TakeFailuresAsync(TakenTogether, Lease, cancellationToken).ConfigureAwait(false) is { Count: > 0 } failures)
        {
            var handled = await Task.WhenAll(failures.Select(job => HandleAsync(job, cancellationToken))).ConfigureAwait(false);
            JobId[] done = [.. failures.Where((_, place) => handled[place]).Select(job => job.Id)];

            // Also when the worker stops meanwhile: what was handled is not to be handled again.
            using var late = new CancellationTokenSource(TimeLimit, options.TimeProvider);
            await store.ConfirmFailuresAsync(done, late.Token).ConfigureAwait(false);
            count += done.Length;
        }

        return count;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Calls the handlers for one failure; false when the worker stopped before they had returned.</summary>
    private async Task<bool> HandleAsync(JobSnapshot job, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeLimit, options.TimeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        foreach (var handler in _handlers)
        {
            try
            {
                // A handler may not listen, and then the others still get their turn.
                await CallAsync(handler, job, stop.Token).WaitAsync(stop.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever a handler throws, the job has failed and the worker goes on.
            catch (Exception error)
#pragma warning restore CA1031
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return false;
                }

                LogHandlerFailed(job.Id, job.Kind, error);
            }
        }

        return true;
    }

    private async Task CallAsync(Func<FailedJobContext, Task> handler, JobSnapshot job, CancellationToken stop)
    {
        if (options.Services is not { } services)
        {
            await handler(new(job, jobs, NoServices.Instance, stop)).ConfigureAwait(false);
            return;
        }

        var scope = services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await handler(new(job, jobs, scope.ServiceProvider, stop)).ConfigureAwait(false);
        }
    }

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
