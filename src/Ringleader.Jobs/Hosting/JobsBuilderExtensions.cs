using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ringleader.Jobs;
using Ringleader.Jobs.Hosting;
using Ringleader.Jobs.Storage;

// Found without a using in every host, as the framework's own entries are.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Where the jobs of a host are, which there are, and who runs them.</summary>
public static class JobsBuilderExtensions
{
    /// <summary>Keeps the jobs in the memory of this process: for tests and development.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">How the store behaves; the defaults when null.</param>
    public static IJobsBuilder UseInMemory(this IJobsBuilder builder, InMemoryJobStoreOptions? options = null) =>
        builder.UseStore(provider => new InMemoryJobStore(options, provider.GetRequiredService<TimeProvider>()));

    /// <summary>Keeps the jobs in a store of one's own making, instead of any that was said before. The container disposes it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="make">Makes the store, once.</param>
    public static IJobsBuilder UseStore(this IJobsBuilder builder, Func<IServiceProvider, IJobStore> make)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(make);
        builder.Services.Replace(ServiceDescriptor.Singleton(make));
        return builder;
    }

    /// <inheritdoc cref="JobRegistry.UseJson"/>
    /// <param name="builder">The builder.</param>
    /// <param name="resolver">Usually the <c>Default</c> of a source-generated context.</param>
    public static IJobsBuilder UseJson(this IJobsBuilder builder, IJsonTypeInfoResolver resolver) => builder.Register(registry => registry.UseJson(resolver));

    /// <inheritdoc cref="JobRegistry.AddJob{TJob}"/>
    public static IJobsBuilder AddJob<TJob>(this IJobsBuilder builder)
        where TJob : notnull => builder.Register(static registry => registry.AddJob<TJob>());

    /// <inheritdoc cref="JobRegistry.AddHandler{TJob}(Func{TJob, JobContext, Task})"/>
    /// <param name="builder">The builder.</param>
    /// <param name="handle">Does the work; <see cref="JobContext.Services"/> has the services of the attempt.</param>
    public static IJobsBuilder AddHandler<TJob>(this IJobsBuilder builder, Func<TJob, JobContext, Task> handle)
        where TJob : notnull => builder.Register(registry => registry.AddHandler(handle));

    /// <inheritdoc cref="JobRegistry.AddHandler{TJob, TResult}(Func{TJob, JobContext, Task{TResult}})"/>
    /// <param name="builder">The builder.</param>
    /// <param name="handle">Does the work; <see cref="JobContext.Services"/> has the services of the attempt.</param>
    public static IJobsBuilder AddHandler<TJob, TResult>(this IJobsBuilder builder, Func<TJob, JobContext, Task<TResult>> handle)
        where TJob : notnull => builder.Register(registry => registry.AddHandler(handle));

    /// <summary>Runs jobs with a class, for each job type that it handles. It is added to the container as a scoped service unless it is there.</summary>
    /// <inheritdoc cref="JobRegistry.AddHandler{THandler}()"/>
    [RequiresDynamicCode("Finds the job types by reflection. AddHandler<TJob, THandler>() does without.")]
    [RequiresUnreferencedCode("Finds the job types by reflection. AddHandler<TJob, THandler>() does without.")]
    public static IJobsBuilder AddHandler<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.Interfaces | DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this IJobsBuilder builder)
        where THandler : class
    {
        builder.Register(static registry => registry.AddHandler<THandler>());
        builder.Services.TryAddScoped<THandler>();
        return builder;
    }

    /// <summary>Runs jobs of a type with a class. It is added to the container as a scoped service unless it is there.</summary>
    /// <inheritdoc cref="JobRegistry.AddHandler{TJob, THandler}()"/>
    public static IJobsBuilder AddHandler<TJob, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this IJobsBuilder builder)
        where TJob : notnull
        where THandler : class, IJobHandler<TJob>
    {
        builder.Register(static registry => registry.AddHandler<TJob, THandler>());
        builder.Services.TryAddScoped<THandler>();
        return builder;
    }

    /// <summary>Runs jobs of a type with a class that has a result. It is added to the container as a scoped service unless it is there.</summary>
    /// <inheritdoc cref="JobRegistry.AddHandler{TJob, TResult, THandler}()"/>
    public static IJobsBuilder AddHandler<TJob, TResult, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this IJobsBuilder builder)
        where TJob : notnull
        where THandler : class, IJobHandler<TJob, TResult>
    {
        builder.Register(static registry => registry.AddHandler<TJob, TResult, THandler>());
        builder.Services.TryAddScoped<THandler>();
        return builder;
    }

    /// <inheritdoc cref="JobRegistry.Retry{TJob}"/>
    /// <param name="builder">The builder.</param>
    /// <param name="policy">When a failed attempt is followed by another.</param>
    public static IJobsBuilder Retry<TJob>(this IJobsBuilder builder, RetryPolicy policy)
        where TJob : notnull => builder.Register(registry => registry.Retry<TJob>(policy));

    /// <inheritdoc cref="JobRegistry.UseMiddleware(Func{JobExecution, Func{Task}, Task})"/>
    /// <param name="builder">The builder.</param>
    /// <param name="invoke">As <see cref="IJobMiddleware.InvokeAsync"/>.</param>
    public static IJobsBuilder UseMiddleware(this IJobsBuilder builder, Func<JobExecution, Func<Task>, Task> invoke) =>
        builder.Register(registry => registry.UseMiddleware(invoke));

    /// <summary>Runs middleware around every attempt; what is added first is outermost. It is added to the container as a scoped service unless it is there.</summary>
    /// <inheritdoc cref="JobRegistry.UseMiddleware{TMiddleware}"/>
    public static IJobsBuilder UseMiddleware<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>(this IJobsBuilder builder)
        where TMiddleware : class, IJobMiddleware
    {
        builder.Register(static registry => registry.UseMiddleware<TMiddleware>());
        builder.Services.TryAddScoped<TMiddleware>();
        return builder;
    }

    /// <inheritdoc cref="JobRegistry.OnFailed(Func{FailedJobContext, Task})"/>
    /// <param name="builder">The builder.</param>
    /// <param name="handle">As <see cref="IFailedJobHandler.HandleAsync"/>.</param>
    public static IJobsBuilder OnFailed(this IJobsBuilder builder, Func<FailedJobContext, Task> handle) => builder.Register(registry => registry.OnFailed(handle));

    /// <summary>Calls a class for each job that has failed for good. It is added to the container as a scoped service unless it is there.</summary>
    /// <inheritdoc cref="JobRegistry.OnFailed{THandler}"/>
    public static IJobsBuilder OnFailed<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this IJobsBuilder builder)
        where THandler : class, IFailedJobHandler
    {
        builder.Register(static registry => registry.OnFailed<THandler>());
        builder.Services.TryAddScoped<THandler>();
        return builder;
    }

    /// <inheritdoc cref="JobRegistry.AllowCalls{TService}"/>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The stable name.</param>
    public static IJobsBuilder AllowCalls<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TService>(this IJobsBuilder builder, string name)
        where TService : class => builder.Register(registry => registry.AllowCalls<TService>(name));

    /// <summary>Saves a schedule when the host starts; every node may do so. A schedule that is left out later stays until it is removed.</summary>
    /// <inheritdoc cref="JobClient.ScheduleAsync"/>
    public static IJobsBuilder AddSchedule(
        this IJobsBuilder builder, string name, Schedule schedule, object job, MissedFires? missed = null, JobOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(job);
        builder.Plan().Schedules.Add(new(name, schedule, job, missed, options));
        return builder;
    }

    /// <summary>
    /// Runs a worker while the host does. May be called several times, for workers of different queues; a host that has handlers and does not call
    /// it runs one with the defaults.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes the options, which have the host's services, loggers and clock already; null leaves them as they are.</param>
    public static IJobsBuilder AddWorker(this IJobsBuilder builder, Func<JobWorkerOptions, JobWorkerOptions>? configure = null)
    {
        builder.Plan().Workers.Add(configure ?? (static options => options));
        return builder;
    }

    /// <summary>Runs no worker in this host, though it has handlers: it only enqueues.</summary>
    public static IJobsBuilder WithoutWorker(this IJobsBuilder builder)
    {
        builder.Plan().IsWithoutWorker = true;
        return builder;
    }

    private static IJobsBuilder Register(this IJobsBuilder builder, Action<JobRegistry> register)
    {
        ArgumentNullException.ThrowIfNull(builder);
        register(builder.Registry);
        return builder;
    }

    private static HostedJobsPlan Plan(this IJobsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return ((JobsBuilder)builder).Plan;
    }
}
