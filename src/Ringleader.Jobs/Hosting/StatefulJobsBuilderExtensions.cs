using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Hosting;
using Ringleader.Jobs.Stateful;
using Ringleader.Jobs.Stubs;

// Found without a using in every host, as the framework's own entries are.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Background methods and stateful workers in a host.</summary>
public static class StatefulJobsBuilderExtensions
{
    /// <summary>
    /// Runs the jobs of a class with <see cref="Ringleader.Jobs.BackgroundAttribute"/> methods. It is added to the container as a scoped service
    /// unless it is there.
    /// </summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <exception cref="ArgumentException">A name of one of its methods is none or belongs to another kind.</exception>
    public static IJobsBuilder AddBackground<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(this IJobsBuilder builder)
        where T : class, IBackgroundMethods<T>
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Registry.AddBackground<T>();
        builder.Services.TryAddScoped<T>();
        return builder;
    }

    /// <summary>
    /// Adds a class of stateful workers under a name, and runs their durable calls. Calls go through the <see cref="StatefulWorkers"/> of the
    /// container, which ends them when the host has stopped. Each worker is made in a scope of its own, which lives as long as the worker.
    /// </summary>
    /// <typeparam name="TWorker">The class. It is added to the container as a scoped service unless it is there.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">1 to 40 letters, digits, dashes or underscores.</param>
    /// <param name="options">How its workers run; the defaults when null.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken, or an option is out of its range.</exception>
    public static IJobsBuilder AddStatefulWorker<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TWorker>(
        this IJobsBuilder builder, string name, StatefulWorkerOptions? options = null)
        where TWorker : StatefulWorker, IStatefulWorker<TWorker>
    {
        ArgumentNullException.ThrowIfNull(builder);

        // The workers give it a scope.
        var kind = WorkerKind.Of(name, static scope => scope!.GetRequiredService<TWorker>(), options);
        builder.Registry.AddStatefulWorker(kind, static context => context.Services.GetRequiredService<StatefulWorkers>());
        builder.Services.AddSingleton(kind);
        builder.Services.TryAddScoped<TWorker>();
        builder.Services.TryAddSingleton(MakeWorkers);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HostedStatefulWorkers>());
        return builder;
    }

    private static StatefulWorkers MakeWorkers(IServiceProvider services)
    {
        var workers = new StatefulWorkers(services.GetService<ILoggerFactory>(), services.GetService<TimeProvider>());
        foreach (WorkerKind kind in services.GetServices<WorkerKind>())
        {
            workers.Add(kind with { Services = services });
        }

        return workers;
    }
}
