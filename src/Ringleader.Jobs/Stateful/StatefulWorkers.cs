using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ringleader.Jobs.Stateful;

/// <summary>The stateful workers of a process, by name and key; BackgrounDRb's <c>MiddleMan</c>. Thread-safe.</summary>
/// <remarks>Whoever makes it disposes of it, which ends all workers and waits for them. See <see cref="StatefulWorker"/> for how they live.</remarks>
/// <example>
/// <code>
/// await using var workers = new StatefulWorkers();
/// workers.Add("billing", () => new Billing(rates));
/// decimal sum = await workers["billing"].CallAsync&lt;decimal&gt;("charge", invoice);
/// </code>
/// </example>
public sealed class StatefulWorkers : IAsyncDisposable
{
    private readonly Lock _lock = new(); // Guards the collections and the flag.
    private readonly Dictionary<string, WorkerKind> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<WorkerAddress, WorkerInstance> _instances = [];
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _isDisposed;

    /// <summary>Creates it without workers.</summary>
    /// <param name="loggerFactory">Where to log; nowhere when null.</param>
    /// <param name="timeProvider">The clock of timers and caches; the system's when null.</param>
    public StatefulWorkers(ILoggerFactory? loggerFactory = null, TimeProvider? timeProvider = null)
    {
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<StatefulWorkers>();
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>All workers that there are, those that start included; BackgrounDRb's <c>all_worker_info</c>.</summary>
    public IReadOnlyList<WorkerStatus> All
    {
        get
        {
            WorkerInstance[] instances;
            lock (_lock)
            {
                instances = [.. _instances.Values];
            }

            return [.. instances.OrderBy(instance => instance.Address.ToString(), StringComparer.Ordinal).Select(instance => instance.Status)];
        }
    }

    /// <summary>The default worker of a name, which starts when it is called first.</summary>
    /// <exception cref="WorkerNotFoundException">The name was not added.</exception>
    public WorkerHandle this[string name] => new(this, Kind(name), key: null);

    /// <summary>The worker of a name with a key, which <see cref="NewWorkerAsync"/> makes: calling it before is an error.</summary>
    /// <exception cref="WorkerNotFoundException">The name was not added.</exception>
    public WorkerHandle this[string name, string key]
    {
        get
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            return new(this, Kind(name), key);
        }
    }

    /// <summary>Adds a class under a name. A worker that is disposable is disposed of when it ends.</summary>
    /// <param name="name">1 to 40 letters, digits, dashes or underscores.</param>
    /// <param name="make">Makes a new worker each time.</param>
    /// <param name="options">How its workers run; the defaults when null.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public StatefulWorkers Add<TWorker>(string name, Func<TWorker> make, StatefulWorkerOptions? options = null)
        where TWorker : StatefulWorker, IStatefulWorker<TWorker>
    {
        ArgumentNullException.ThrowIfNull(make);
        return Add(WorkerKind.Of<TWorker>(name, _ => make(), options));
    }

    /// <summary>Starts the default workers of all names that want it, as a host does; a name added later starts with its first call.</summary>
    /// <returns>Ends when all are ready; with the first error when one fails, while the others go on.</returns>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        var starting = Kinds.Where(kind => kind.Options.AutoStart).Select(kind => FindOrStart(kind, key: null).WaitAsync(cancellationToken));
        return Task.WhenAll(starting);
    }

    /// <summary>Makes a further worker of a name; BackgrounDRb's <c>new_worker</c>.</summary>
    /// <param name="name">What its class was added under.</param>
    /// <param name="key">What tells it from the others.</param>
    /// <param name="data">For its <see cref="StatefulWorker.OnStartAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting for it, not the worker.</param>
    /// <returns>The worker, once it has started.</returns>
    /// <exception cref="WorkerNotFoundException">The name was not added.</exception>
    /// <exception cref="InvalidOperationException">There is one with the key already.</exception>
    public async Task<WorkerHandle> NewWorkerAsync(string name, string key, object? data = null, CancellationToken cancellationToken = default)
    {
        WorkerHandle handle = this[name, key];
        var (instance, isNew) = FindOrCreate(Kind(name), key);
        if (!isNew)
        {
            throw new InvalidOperationException($"There is a stateful worker '{instance.Address}' already. Delete it first, or take another key.");
        }

        Begin(instance, data);
        await instance.WaitAsync(cancellationToken).ConfigureAwait(false);
        return handle;
    }

    /// <summary>Ends a worker and waits for it; the default one of a name starts anew when it is called again.</summary>
    /// <param name="name">What its class was added under.</param>
    /// <param name="key">What tells it from others; null for the default worker.</param>
    /// <returns>False when there was none. Not to be awaited by a call of the very worker, which would wait for itself.</returns>
    /// <exception cref="WorkerNotFoundException">The name was not added.</exception>
    public async Task<bool> DeleteAsync(string name, string? key = null)
    {
        WorkerAddress address = new(Kind(name).Name, key);
        WorkerInstance? instance;
        lock (_lock)
        {
            _instances.Remove(address, out instance);
        }

        if (instance is null)
        {
            return false;
        }

        await instance.EndAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Ends all workers and waits for them.</summary>
    public async ValueTask DisposeAsync()
    {
        WorkerInstance[] instances;
        lock (_lock)
        {
            _isDisposed = true;
            instances = [.. _instances.Values];
            _instances.Clear();
        }

        await Task.WhenAll(instances.Select(instance => instance.EndAsync())).ConfigureAwait(false);
    }

    internal IReadOnlyList<WorkerKind> Kinds
    {
        get
        {
            lock (_lock)
            {
                return [.. _kinds.Values];
            }
        }
    }

    internal StatefulWorkers Add(WorkerKind kind)
    {
        lock (_lock)
        {
            return _kinds.TryAdd(kind.Name, kind)
                ? this
                : throw new ArgumentException($"There is a class of stateful workers '{kind.Name}' already. Take another name.", nameof(kind));
        }
    }

    /// <exception cref="WorkerNotFoundException">The name was not added.</exception>
    internal WorkerKind Kind(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_lock)
        {
            return _kinds.TryGetValue(name, out WorkerKind? kind) ? kind : throw WorkerNotFoundException.ForName(name, _kinds.Keys);
        }
    }

    /// <summary>The worker that is there; null when nobody has made or called it.</summary>
    internal WorkerInstance? TryFind(WorkerAddress address)
    {
        lock (_lock)
        {
            return _instances.GetValueOrDefault(address);
        }
    }

    /// <summary>The worker to call: a default one is started when it is not there.</summary>
    /// <exception cref="WorkerNotFoundException">Nobody has made one with the key.</exception>
    internal WorkerInstance Find(WorkerKind kind, string? key)
    {
        if (key is null)
        {
            return FindOrStart(kind, key);
        }

        WorkerAddress address = new(kind.Name, key);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _instances.TryGetValue(address, out WorkerInstance? instance)
                ? instance
                : throw WorkerNotFoundException.ForKey(address, _instances.Keys.Where(other => string.Equals(other.Name, kind.Name, StringComparison.Ordinal)).Select(other => other.Key).OfType<string>());
        }
    }

    /// <summary>The worker, which is started without data when it is not there.</summary>
    internal WorkerInstance FindOrStart(WorkerKind kind, string? key)
    {
        var (instance, isNew) = FindOrCreate(kind, key);
        if (isNew)
        {
            Begin(instance, data: null);
        }

        return instance;
    }

    private (WorkerInstance Instance, bool IsNew) FindOrCreate(WorkerKind kind, string? key)
    {
        WorkerAddress address = new(kind.Name, key);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_instances.TryGetValue(address, out WorkerInstance? known))
            {
                return (known, false);
            }

            var created = new WorkerInstance(kind, key, _time, _logger);
            _instances.Add(address, created);
            return (created, true);
        }
    }

    /// <summary>The start belongs to the instance, which does not end before it.</summary>
    private void Begin(WorkerInstance instance, object? data) => _ = Task.Run(() => instance.StartAsync(data, Forget));

    private void Forget(WorkerInstance instance)
    {
        lock (_lock)
        {
            // After a deletion another one may be there.
            if (_instances.TryGetValue(instance.Address, out WorkerInstance? known) && ReferenceEquals(known, instance))
            {
                _instances.Remove(instance.Address);
            }
        }
    }
}
