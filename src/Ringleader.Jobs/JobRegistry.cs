using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ringleader.Jobs.Calls;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs;

/// <summary>
/// The kinds of jobs that a process knows: which it may enqueue, and which it can run. Filled at start; it takes nothing more once a client
/// or a worker uses it. Thread-safe.
/// </summary>
/// <remarks>
/// Jobs are written as JSON: by the contexts given with <see cref="UseJson"/>, each with its own options, else by reflection where the
/// program allows that. Read by reflection, an argument that is missing and has no default is an error.
/// </remarks>
/// <example>
/// <code>
/// var registry = new JobRegistry()
///     .UseJson(AppJson.Default)
///     .AddHandler&lt;SendWelcome&gt;(async (job, context) => await mail.SendAsync(job.UserId, context.Stop))
///     .Retry&lt;SendWelcome&gt;(RetryPolicy.Every(TimeSpan.FromMinutes(1), maxAttempts: 5));
/// </code>
/// </example>
public sealed partial class JobRegistry
{
    private readonly Lock _lock = new(); // Guards everything below.
    private readonly List<IJsonTypeInfoResolver> _resolvers = [];
    private readonly List<JobRegistration> _registrations = [];
    private readonly Dictionary<string, JobRegistration> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, JobRegistration> _byType = [];
    private readonly Dictionary<Type, RetryPolicy> _policies = [];
    private readonly Dictionary<Type, CallService> _services = [];
    private readonly List<Func<JobExecution, Func<Task>, Task>> _middleware = [];
    private readonly List<Func<FailedJobContext, Task>> _failureHandlers = [];
    private volatile JobKinds? _kinds; // Written under the lock, once; read without it.

    /// <summary>The kinds that can be run here, by name.</summary>
    internal IEnumerable<JobKind> Runnable => Kinds.ByName.Values.Where(kind => kind.Invoke is not null).Distinct();

    /// <summary>Everything in its final form. From the first use on nothing more can be added.</summary>
    internal JobKinds Kinds => _kinds ?? Freeze();

    /// <summary>Says how jobs, results and arguments of calls are written. May be called several times; the first that knows a type is used.</summary>
    /// <param name="resolver">Usually the <c>Default</c> of a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    public JobRegistry UseJson(IJsonTypeInfoResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        return Change(() => _resolvers.Add(resolver));
    }

    /// <summary>Lets this process enqueue jobs of a type, without running any.</summary>
    /// <typeparam name="TJob">A type with a <see cref="JobAttribute"/>.</typeparam>
    /// <exception cref="ArgumentException">The type has no attribute, or a name of it belongs to another.</exception>
    public JobRegistry AddJob<TJob>()
        where TJob : notnull => Change(() => Ensure(typeof(TJob)));

    /// <summary>Runs jobs of a type with a delegate.</summary>
    /// <typeparam name="TJob">A type with a <see cref="JobAttribute"/>.</typeparam>
    /// <param name="handle">Does the work, as <see cref="IJobHandler{TJob}.HandleAsync"/>.</param>
    /// <exception cref="ArgumentException">The type has no attribute or a handler already, or a name of it belongs to another.</exception>
    public JobRegistry AddHandler<TJob>(Func<TJob, JobContext, Task> handle)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(handle);
        return AddHandler(typeof(TJob), json => HandlerBinding.Of(json, handle));
    }

    /// <summary>Runs jobs of a type with a delegate that has a result.</summary>
    /// <typeparam name="TJob">A type with a <see cref="JobAttribute"/>.</typeparam>
    /// <typeparam name="TResult">What comes out of it; null is no result.</typeparam>
    /// <param name="handle">Does the work, as <see cref="IJobHandler{TJob, TResult}.HandleAsync"/>.</param>
    /// <exception cref="ArgumentException">The type has no attribute or a handler already, or a name of it belongs to another.</exception>
    public JobRegistry AddHandler<TJob, TResult>(Func<TJob, JobContext, Task<TResult>> handle)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(handle);
        return AddHandler(typeof(TJob), json => HandlerBinding.Of(json, handle));
    }

    /// <summary>Runs jobs with a class, for each job type that it handles; the worker's container has to have it.</summary>
    /// <typeparam name="THandler">Implements <see cref="IJobHandler{TJob}"/> or <see cref="IJobHandler{TJob, TResult}"/>, once or several times.</typeparam>
    /// <exception cref="ArgumentException">It handles nothing, or one of its job types has no attribute or a handler already, or a name of it belongs to another.</exception>
    [RequiresDynamicCode("Finds the job types by reflection. AddHandler<TJob, THandler>() does without.")]
    [RequiresUnreferencedCode("Finds the job types by reflection. AddHandler<TJob, THandler>() does without.")]
    public JobRegistry AddHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.Interfaces)] THandler>()
        where THandler : class
    {
        foreach (var (job, bind) in HandlerBinding.OfInterfaces(typeof(THandler)))
        {
            AddHandler(job, bind);
        }

        return this;
    }

    /// <summary>Runs jobs of a type with a class; the worker's container has to have it.</summary>
    /// <typeparam name="TJob">A type with a <see cref="JobAttribute"/>.</typeparam>
    /// <typeparam name="THandler">Does the work.</typeparam>
    /// <exception cref="ArgumentException">The type has no attribute or a handler already, or a name of it belongs to another.</exception>
    public JobRegistry AddHandler<TJob, THandler>()
        where TJob : notnull
        where THandler : class, IJobHandler<TJob> => AddHandler(typeof(TJob), HandlerBinding.OfClass<TJob, THandler>);

    /// <summary>Runs jobs of a type with a class that has a result; the worker's container has to have it.</summary>
    /// <typeparam name="TJob">A type with a <see cref="JobAttribute"/>.</typeparam>
    /// <typeparam name="TResult">What comes out of it; null is no result.</typeparam>
    /// <typeparam name="THandler">Does the work.</typeparam>
    /// <exception cref="ArgumentException">The type has no attribute or a handler already, or a name of it belongs to another.</exception>
    public JobRegistry AddHandler<TJob, TResult, THandler>()
        where TJob : notnull
        where THandler : class, IJobHandler<TJob, TResult> => AddHandler(typeof(TJob), HandlerBinding.OfClass<TJob, TResult, THandler>);

    /// <summary>Gives a kind a retry policy of its own, in place of the worker's.</summary>
    /// <typeparam name="TJob">A type that is registered, before or after.</typeparam>
    public JobRegistry Retry<TJob>(RetryPolicy policy)
        where TJob : notnull
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Change(() => _policies[typeof(TJob)] = policy);
    }

    /// <summary>Runs a delegate around every attempt at every job of this registry. What is added first is outermost.</summary>
    /// <param name="invoke">As <see cref="IJobMiddleware.InvokeAsync"/>.</param>
    public JobRegistry UseMiddleware(Func<JobExecution, Func<Task>, Task> invoke)
    {
        ArgumentNullException.ThrowIfNull(invoke);
        return Change(() => _middleware.Add(invoke));
    }

    /// <summary>Runs middleware around every attempt at every job of this registry; the worker's container has to have it.</summary>
    /// <typeparam name="TMiddleware">Made by the container, in the scope of the attempt if it is scoped.</typeparam>
    /// <inheritdoc cref="UseMiddleware(Func{JobExecution, Func{Task}, Task})" path="/summary"/>
    public JobRegistry UseMiddleware<TMiddleware>()
        where TMiddleware : class, IJobMiddleware =>
        UseMiddleware(static (execution, next) => HandlerBinding.Make<TMiddleware>(execution.Context.Services, "middleware", "UseMiddleware").InvokeAsync(execution, next));

    /// <summary>
    /// Calls a delegate for each job that has failed for good, after that was recorded, on whichever node it failed: also when its workers
    /// died, and again if this process dies before the call has returned. Not for jobs that failed before a store was first used with a
    /// failure handler.
    /// </summary>
    /// <param name="handle">As <see cref="IFailedJobHandler.HandleAsync"/>.</param>
    public JobRegistry OnFailed(Func<FailedJobContext, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return Change(() => _failureHandlers.Add(handle));
    }

    /// <summary>Calls a class for each job that has failed for good; the worker's container has to have it.</summary>
    /// <typeparam name="THandler">Made by the container, in a scope of the failure if it is scoped.</typeparam>
    /// <inheritdoc cref="OnFailed(Func{FailedJobContext, Task})" path="/summary"/>
    public JobRegistry OnFailed<THandler>()
        where THandler : class, IFailedJobHandler =>
        OnFailed(static failed => HandlerBinding.Make<THandler>(failed.Services, "failure handler", "OnFailed").HandleAsync(failed));

    /// <summary>
    /// Lets <c>SendLaterAsync</c> call the public methods of a service, which the worker takes from the attempt's container. Nothing else
    /// can be called: what is stored are the names given here and of the method, never one of a .NET type.
    /// </summary>
    /// <typeparam name="TService">The type by which the container knows the service. Only what it declares itself can be called.</typeparam>
    /// <param name="name">The stable name; jobs are of the kind <c>call:NAME.METHOD</c>.</param>
    /// <exception cref="ArgumentException">The name is none or belongs to another, or the service has one already.</exception>
    public JobRegistry AllowCalls<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TService>(string name)
        where TService : class
    {
        var service = CallService.Of<TService>(name);
        return Change(() =>
        {
            if (!_services.TryAdd(service.Type, service))
            {
                throw new ArgumentException($"Calls of '{service.Type}' are allowed already, as '{_services[service.Type].Name}'.", nameof(name));
            }

            foreach (var method in service.Methods)
            {
                Insert(new JobRegistration(new JobKind(method.Kind)) { Bind = method.Bind });
            }
        });
    }

    /// <summary>Adds a kind whose arguments are not one object of a type.</summary>
    /// <exception cref="ArgumentException">One of its names is none or belongs to another.</exception>
    internal JobRegistry Add(JobRegistration registration) => Change(() => Insert(registration));

    /// <summary>The kind of a stored job, by its name or an alias.</summary>
    internal bool TryFind(string name, [NotNullWhen(true)] out JobKind? kind) => Kinds.ByName.TryGetValue(name, out kind);

    /// <summary>The kind of a type; an error that says what to register when there is none.</summary>
    internal JobKind Find(Type type) => Kinds.ByType.TryGetValue(type, out var kind)
        ? kind
        : throw new InvalidOperationException($"'{type}' is no registered job. Add [Job(\"a.name\")] to it and register it, for example with AddJob or AddHandler.");

    /// <summary>The service of a type; an error that says what to allow when there is none.</summary>
    internal CallService FindService(Type type)
    {
        _ = Kinds; // From here on the services do not change, so they are read without the lock.
        return _services.GetValueOrDefault(type)
            ?? throw new InvalidOperationException($"Calls of '{type}' are not allowed. Allow them with AllowCalls<{type.Name}>(\"a-name\"); the name is what is stored.");
    }

    private JobRegistry AddHandler(Type job, Func<JobJson, JobInvocation> bind) => Change(() =>
    {
        var registration = Ensure(job);
        registration.Bind = registration.Bind is null ? bind : throw new ArgumentException($"'{job}' has a handler already; each kind of jobs has one.", nameof(job));
    });

    private JobRegistration Ensure(Type type) => _byType.TryGetValue(type, out var known) ? known : Insert(new JobRegistration(JobNames.KindOf(type), type));

    private JobRegistration Insert(JobRegistration registration)
    {
        foreach (var name in registration.Names)
        {
            JobNames.ThrowIfInvalid(name, nameof(registration));
            if (_byName.TryGetValue(name, out var other))
            {
                throw new ArgumentException($"The name '{name}' of {registration} is that of {other} already. Each name and alias belongs to one kind of jobs.", nameof(registration));
            }
        }

        foreach (var name in registration.Names)
        {
            _byName[name] = registration;
        }

        _registrations.Add(registration);
        if (registration.Type is { } type)
        {
            _byType.Add(type, registration);
        }

        return registration;
    }

    private JobRegistry Change(Action change)
    {
        lock (_lock)
        {
            if (_kinds is not null)
            {
                throw new InvalidOperationException("The registry is in use by a client or a worker and takes nothing more. Register everything before they are made.");
            }

            change();
            return this;
        }
    }

    private JobKinds Freeze()
    {
        lock (_lock)
        {
            if (_kinds is null)
            {
                foreach (var (type, policy) in _policies)
                {
                    var registration = _byType.GetValueOrDefault(type) ?? throw new InvalidOperationException(
                        $"'{type}' has a retry policy, but is no registered job. Register it, for example with AddJob or AddHandler.");
                    registration.Retry = policy;
                }

                _kinds = new JobKinds(
                    _registrations, new JobJson(_resolvers, JsonSerializer.IsReflectionEnabledByDefault), new Middleware([.. _middleware]), [.. _failureHandlers]);
            }

            return _kinds;
        }
    }
}
