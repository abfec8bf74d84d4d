using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ringleader.Jobs;
using Ringleader.Jobs.Hosting;
using Ringleader.Jobs.Storage;

// Found without a using in every host, as the framework's own entries are.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Jobs in a host.</summary>
public static class JobsServiceCollectionExtensions
{
    /// <summary>
    /// Adds jobs to a host: a <see cref="JobClient"/> from its container, and workers that run while it does. The builder says where the jobs
    /// are and what runs them; calling this again gives the same one.
    /// </summary>
    /// <param name="services">The host's services. Its loggers and its <see cref="TimeProvider"/> are used.</param>
    public static IJobsBuilder AddJobs(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.FirstOrDefault(static service => service.ServiceType == typeof(JobsBuilder))?.ImplementationInstance is JobsBuilder known)
        {
            return known;
        }

        var builder = new JobsBuilder(services);
        services.AddSingleton(builder);
        services.AddSingleton(builder.Registry);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IJobStore>(static _ => throw new InvalidOperationException(
            "The host has no job store. Say where the jobs are, for example with AddJobs().UseSqlite(\"jobs.db\") or AddJobs().UseInMemory()."));
        services.TryAddSingleton(static provider => new JobClient(
            provider.GetRequiredService<IJobStore>(),
            provider.GetRequiredService<JobRegistry>(),
            JobClientOptions.Default with { TimeProvider = provider.GetRequiredService<TimeProvider>() }));
        services.TryAddSingleton(static provider => new JobsHealthCheck(
            provider.GetRequiredService<JobClient>(),
            () => provider.GetServices<IHostedService>().OfType<HostedJobs>().FirstOrDefault()?.Workers ?? [],
            provider.GetService<JobsHealthCheckOptions>()));
        services.AddSingleton<IHostedService>(static provider => new HostedJobs(
            provider.GetRequiredService<IJobStore>(),
            provider.GetRequiredService<JobRegistry>(),
            provider.GetRequiredService<JobClient>(),
            provider.GetRequiredService<JobsBuilder>().Plan,
            provider,
            provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            provider.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
