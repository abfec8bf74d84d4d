using Ringleader.Remoting;
using Ringleader.TupleSpaces;

namespace Ringleader.Services;

/// <summary>This process as a member of the ring: it offers services under names, and finds those of others.</summary>
public sealed class ServiceRing : IAsyncDisposable
{
    private ServiceRing(ServiceRingOptions options, ITupleSpace space)
    {
        Options = options;
        Space = space;
    }

    /// <summary>What it was joined with.</summary>
    public ServiceRingOptions Options { get; }

    /// <summary>The board on which services are registered.</summary>
    public ITupleSpace Space { get; }

    /// <summary>Finds the ring servers and joins.</summary>
    public static Task<ServiceRing> JoinAsync(ServiceRingOptions? options = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Offers an object under a name until the offer is disposed.</summary>
    public ValueTask<ServiceOffer> OfferAsync<T>(string name, T implementation, ServiceOfferOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => throw new NotImplementedException();

    /// <summary>Offers a class: who finds it can create instances here and call its static members.</summary>
    public ValueTask<ServiceOffer> OfferClassAsync<T>(ServiceOfferOptions? options = null, CancellationToken cancellationToken = default)
        where T : class => throw new NotImplementedException();

    /// <summary>A live provider of a service.</summary>
    public ValueTask<T> FindAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : class => throw new NotImplementedException();

    /// <summary>Waits until there is a live provider.</summary>
    public ValueTask<T> WaitForAsync<T>(string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : class => throw new NotImplementedException();

    /// <summary>A proxy that shares its calls out over all providers of the moment.</summary>
    public ValueTask<T> BalanceAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : class => throw new NotImplementedException();

    /// <summary>What is registered.</summary>
    public ValueTask<IReadOnlyList<ServiceRegistration>> ListAsync(string? name = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Exclusive use of a service until the loan is disposed.</summary>
    public ValueTask<BorrowedService<T>> BorrowAsync<T>(string name, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : class => throw new NotImplementedException();

    /// <summary>The object behind an address <c>distributed://application/Service</c>.</summary>
    public ValueTask<RemoteObject> ResolveAsync(string address, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Withdraws all offers and leaves.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
