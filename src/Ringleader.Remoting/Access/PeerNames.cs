using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Access;

/// <summary>
/// Looks up the names of peers: once at a time for each address, a bounded number at a time for all, each within a time-out.
/// Answers are kept for a minute, the newest of them; failures are not kept. Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing to dispose of.")]
internal sealed class PeerNames
{
    /// <summary>How long one lookup may take unless told otherwise.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);

    private const int Capacity = 1024;
    private const int MaximumLookups = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _oldestFirst = new();
    private readonly SemaphoreSlim _slots = new(MaximumLookups);
    private readonly IReverseLookup _lookup;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _timeProvider;

    public PeerNames(IReverseLookup lookup, TimeSpan timeout, TimeProvider timeProvider)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        _lookup = lookup;
        _timeout = timeout;
        _timeProvider = timeProvider;
    }

    /// <summary>How many answers are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The name of a peer. Cancellation ends this wait only: others may wait for the same answer.</summary>
    public ValueTask<PeerName> FindAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var task = FindOrStart(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        return new ValueTask<PeerName>(task.WaitAsync(cancellationToken));
    }

    private Task<PeerName> FindOrStart(IPAddress address)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(address, out var known))
            {
                if (_timeProvider.GetElapsedTime(known.Value.StartedAt) < Lifetime)
                {
                    return known.Value.Name;
                }

                Remove(known);
            }

            if (_entries.Count == Capacity && _oldestFirst.First is { } oldest)
            {
                Remove(oldest);
            }

            var entry = new Entry(address, Task.Run(() => ResolveAsync(address)), _timeProvider.GetTimestamp());
            _entries.Add(address, _oldestFirst.AddLast(entry));
            return entry.Name;
        }
    }

    private async Task<PeerName> ResolveAsync(IPAddress address)
    {
        var name = PeerName.Unavailable;
        try
        {
            using var deadline = new CancellationTokenSource(_timeout, _timeProvider);
            await _slots.WaitAsync(deadline.Token).ConfigureAwait(false);

            // The name service cannot be interrupted: when the time is over it is left to end by itself, and keeps its slot.
            name = await LookUpAsync(address).WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The time is over: the name stays unavailable.
        }
        finally
        {
            if (name.IsUnavailable)
            {
                Forget(address);
            }
        }

        return name;
    }

    private async Task<PeerName> LookUpAsync(IPAddress address)
    {
        try
        {
            var entry = await _lookup.FindAsync(address).ConfigureAwait(false);
            return PeerName.Found(entry.HostName, entry.AddressList.Any(found => AddressBits.Of(found) == AddressBits.Of(address)));
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return PeerName.None;
        }
        catch (SocketException)
        {
            return PeerName.Unavailable;
        }
        finally
        {
            _slots.Release();
        }
    }

    private void Forget(IPAddress address)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(address, out var node))
            {
                Remove(node);
            }
        }
    }

    /// <summary>Runs under <see cref="_lock"/>.</summary>
    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Address);
        _oldestFirst.Remove(node);
    }

    private sealed record Entry(IPAddress Address, Task<PeerName> Name, long StartedAt);
}
