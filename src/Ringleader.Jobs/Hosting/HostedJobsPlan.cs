namespace Ringleader.Jobs.Hosting;

/// <summary>What a host does when it starts: the schedules it saves and the workers it runs.</summary>
internal sealed class HostedJobsPlan
{
    /// <summary>The schedules to save.</summary>
    public List<HostedSchedule> Schedules { get; } = [];

    /// <summary>The workers, each as a change of the default options.</summary>
    public List<Func<JobWorkerOptions, JobWorkerOptions>> Workers { get; } = [];

    /// <summary>True where others run the jobs.</summary>
    public bool IsWithoutWorker { get; set; }

    /// <summary>The workers of a host: one with the defaults where it has handlers and says nothing.</summary>
    public IEnumerable<Func<JobWorkerOptions, JobWorkerOptions>> WorkersFor(JobRegistry registry)
    {
        if (IsWithoutWorker)
        {
            return [];
        }

        return Workers.Count == 0 && registry.Runnable.Any() ? [static options => options] : Workers;
    }
}
