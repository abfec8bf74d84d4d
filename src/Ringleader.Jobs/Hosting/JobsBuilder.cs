using Microsoft.Extensions.DependencyInjection;

namespace Ringleader.Jobs.Hosting;

/// <summary>The builder of <c>AddJobs</c>: one for a host, however often that is called.</summary>
internal sealed class JobsBuilder(IServiceCollection services) : IJobsBuilder
{
    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;

    /// <inheritdoc/>
    public JobRegistry Registry { get; } = new();

    /// <summary>What the host does when it starts.</summary>
    public HostedJobsPlan Plan { get; } = new();
}
