using Microsoft.Extensions.DependencyInjection;

namespace Ringleader.Jobs.Hosting;

/// <summary>Says where a host's jobs are, which there are and who runs them; made by <c>services.AddJobs()</c>.</summary>
public interface IJobsBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The kinds of jobs of the host.</summary>
    JobRegistry Registry { get; }
}
