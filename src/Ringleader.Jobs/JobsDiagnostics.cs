using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ringleader.Jobs.Diagnostics;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs;

/// <summary>The names under which this part can be observed: <c>Ringleader.Jobs</c> for both the source and the meter.</summary>
public static class JobsDiagnostics
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Ringleader.Jobs";

    internal static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Wait = Meter.CreateHistogram<double>(
        "ringleader.jobs.wait", "s", "How long jobs had been due when they began to run.");

    private static readonly Histogram<double> Run = Meter.CreateHistogram<double>(
        "ringleader.jobs.run", "s", "How long attempts ran.");

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "ringleader.jobs.failures", "{attempt}", "Attempts that failed.");

    private static readonly WatchedWorkers Workers = new();

    static JobsDiagnostics()
    {
        Meter.CreateObservableUpDownCounter("ringleader.jobs.running", Workers.Running, "{job}", "Jobs that run in this process.");
        Meter.CreateObservableGauge("ringleader.jobs.queue.depth", Workers.Depths, "{job}", "Jobs of a queue by state, as the store had them some seconds ago.");
        Meter.CreateObservableGauge("ringleader.jobs.queue.oldest_age", Workers.OldestAges, "s", "How long the oldest ready job of a queue has been due, some seconds ago.");
    }

    internal static void Watch(WatchedWorker worker) => Workers.Add(worker);

    internal static void Forget(WatchedWorker worker) => Workers.Remove(worker);

    /// <summary>An attempt begins.</summary>
    /// <returns>Its activity, linked to the one that enqueued the job; null when nobody listens.</returns>
    internal static Activity? Begin(ClaimedJob job)
    {
        if (Wait.Enabled)
        {
            Wait.Record(job.Waited.TotalSeconds, new("kind", job.Kind), new("queue", job.Queue));
        }

        if (!Activities.HasListeners())
        {
            return null;
        }

        ActivityLink[]? links = ActivityContext.TryParse(job.TraceParent, traceState: null, isRemote: true, out var enqueuer) ? [new(enqueuer)] : null;
        var activity = Activities.StartActivity(ActivityKind.Consumer, parentContext: default, links: links, name: "run");
        return activity?
            .SetTag("ringleader.jobs.id", job.Id.Value)
            .SetTag("ringleader.jobs.kind", job.Kind)
            .SetTag("ringleader.jobs.queue", job.Queue)
            .SetTag("ringleader.jobs.attempt", job.Attempt);
    }

    /// <summary>An attempt has ended.</summary>
    internal static void End(ClaimedJob job, Activity? activity, JobFinish finish)
    {
        if (Run.Enabled)
        {
            Run.Record(finish.Ran.TotalSeconds, new("kind", job.Kind), new("queue", job.Queue), new("outcome", finish.Outcome.ToString()));
        }

        if (finish.Error is { } error)
        {
            Failures.Add(1, new("kind", job.Kind), new("queue", job.Queue), new("error.type", error.Type));
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
        }

        activity?.Dispose();
    }
}
