using System.Collections.Concurrent;
using Ringleader.Remoting;
using Ringleader.Services.Balancing;
using Ringleader.Services.Registry;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Services;

/// <content>Finding what others offer.</content>
public sealed partial class ServiceRing
{
    private readonly ConcurrentDictionary<string, ProviderWatcher> _watchers = new(StringComparer.Ordinal);

    /// <summary>
    /// A live provider of a service, of several the one that was registered first: all ring servers are asked, and a provider that
    /// does not answer is passed over. RingyDingy.find.
    /// </summary>
    /// <typeparam name="T">An interface with <see cref="RemoteContractAttribute"/>, or <see cref="RemoteObject"/>.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A proxy; the object itself when it is offered by this ring.</returns>
    /// <exception cref="ServiceNotFoundException">There is none; the message says who was asked and which dead ones were seen.</exception>
    /// <exception cref="RingNotFoundException">There is no ring server to ask.</exception>
    public async ValueTask<T> FindAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var search = await _finder.SearchAsync(ServiceTuple.Named(name), cancellationToken).ConfigureAwait(false);
        return search.Found?.As<T>() ?? throw search.NotFound(name);
    }

    /// <summary>A live provider of a service, as soon as there is one. RingyDingy's wait_for.</summary>
    /// <typeparam name="T">As for <see cref="FindAsync{T}"/>.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="timeout">How long to wait, infinite allowed; <see cref="ServiceRingOptions.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceNotFoundException">There was none in time.</exception>
    /// <exception cref="RingNotFoundException">There was no ring server in time.</exception>
    public async ValueTask<T> WaitForAsync<T>(string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var limit = timeout ?? Options.DefaultTimeout;
        var started = Options.TimeProvider.GetTimestamp();
        var template = ServiceTuple.Named(name);
        await _boards.AtLeastOneAsync(limit, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var search = await _finder.SearchAsync(template, cancellationToken).ConfigureAwait(false);
            if (search.Found is { } found)
            {
                return found.As<T>();
            }

            var left = limit == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : limit - Options.TimeProvider.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                throw search.NotFound(name);
            }

            await _finder.WaitForChangeAsync(template, search.Dead.Count > 0, left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A proxy that shares its calls out over all providers of a service, one after the other, and follows the registrations as
    /// they come and go. A call goes to another provider when its own cannot be reached; one that may have run is not repeated.
    /// </summary>
    /// <remarks>
    /// The providers are those that the first ring server that answers knows; a borrowed one is not among them. A call throws
    /// <see cref="ServiceNotFoundException"/> while there are none. The proxy works until the ring is left.
    /// </remarks>
    /// <typeparam name="T">An interface with <see cref="RemoteContractAttribute"/>.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RingNotFoundException">There is no ring server to ask.</exception>
    /// <exception cref="TimeoutException">No ring server answered within <see cref="ServiceRingOptions.DefaultTimeout"/>.</exception>
    public async ValueTask<T> BalanceAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        await _boards.AtLeastOneAsync(Options.Finder.Timeout, cancellationToken).ConfigureAwait(false);
        var watcher = WatcherOf(name);
        await watcher.Filled.WaitAsync(Options.DefaultTimeout, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return RemoteObject.Through<T>(watcher.Providers);
    }

    /// <summary>
    /// Exclusive use of a service until the loan is disposed: of several providers, one that is free. It is out of sight of those
    /// who look for it or borrow; see <see cref="BorrowedService{T}"/> for what ends a loan.
    /// </summary>
    /// <remarks>
    /// The first ring server that answers decides, so borrowers should know the ring servers in the same order. With one of Ruby, which
    /// has no leases, a borrower that dies takes the registration with it until the provider registers again.
    /// </remarks>
    /// <typeparam name="T">As for <see cref="FindAsync{T}"/>.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="timeout">How long to wait for a free one, infinite allowed; <see cref="ServiceRingOptions.DefaultTimeout"/> when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceNotFoundException">None was free in time.</exception>
    /// <exception cref="RingNotFoundException">There is no ring server to ask.</exception>
    public async ValueTask<BorrowedService<T>> BorrowAsync<T>(string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var loan = await _lender.BorrowAsync(name, timeout ?? Options.DefaultTimeout, cancellationToken).ConfigureAwait(false);
        try
        {
            return new(loan.Provider.As<T>(), loan);
        }
        catch
        {
            await loan.EndAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// What is registered, each provider once, sorted by name and then by who registered it. Group it with
    /// <see cref="ServiceHost.Group"/>.
    /// </summary>
    /// <param name="name">The name; null for all services, distributed classes included.</param>
    /// <param name="checkLiveness">Asks each provider whether it lives; a dead one is in the list all the same, marked as such.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RingNotFoundException">There is no ring server to ask.</exception>
    public async ValueTask<IReadOnlyList<ServiceRegistration>> ListAsync(
        string? name = null, bool checkLiveness = false, CancellationToken cancellationToken = default)
    {
        await _boards.AtLeastOneAsync(Options.Finder.Timeout, cancellationToken).ConfigureAwait(false);
        await _boards.FirstLookup.WaitAsync(cancellationToken).ConfigureAwait(false);
        var template = name is null ? ServiceTuple.Anything : ServiceTuple.Named(name);
        var listing = await _finder.ReadAsync(template, cancellationToken).ConfigureAwait(false);
        var registrations = listing.Providers.Select(static provider => provider.Registration);
        return [.. (checkLiveness ? await _finder.CheckAsync(registrations, cancellationToken).ConfigureAwait(false) : registrations).Order(ServiceOrder.ByName)];
    }

    /// <summary>
    /// The live object behind an address <c>distributed://application/Class</c>. Give it a face with
    /// <see cref="RemoteObject.As{T}"/>: a contract for the class, whose <c>New</c> gives instances.
    /// </summary>
    /// <param name="address">The address; application and class as they were registered, upper and lower case differ.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The address cannot be read.</exception>
    /// <exception cref="UnknownApplicationException">No ring server knows anything of the application.</exception>
    /// <exception cref="ServiceNotFoundException">The application does not offer that class, or the process that did is dead.</exception>
    /// <exception cref="RingNotFoundException">There is no ring server to ask.</exception>
    public async ValueTask<RemoteObject> ResolveAsync(string address, CancellationToken cancellationToken = default)
    {
        var parsed = ServiceAddress.Parse(address);
        var search = await _finder.SearchAsync(ServiceTuple.Of(parsed.Application, parsed.Service), cancellationToken).ConfigureAwait(false);
        return search.Found?.Registration.Target
            ?? throw await _finder.UnresolvedAsync(parsed, search, cancellationToken).ConfigureAwait(false);
    }

    private ProviderWatcher WatcherOf(string name)
    {
        lock (_disposeLock)
        {
            ObjectDisposedException.ThrowIf(_left is not null, this);
            return _watchers.GetOrAdd(name, key => new ProviderWatcher(key, _boards, _client, _server, Options, _logger));
        }
    }

    private async ValueTask DisposeWatchersAsync()
    {
        foreach (var watcher in _watchers.Values)
        {
            await watcher.DisposeAsync().ConfigureAwait(false);
        }
    }
}
