using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting.Contracts;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// A peer as quotas count it: an address (an IPv6 /64, as one holder has all of it), or a single connection where many programs share the address, on loopback and on unix
/// sockets.
/// </summary>
internal sealed record Peer(object Key, string Name, bool IsLocal)
{
    private static readonly Peer ThisProcess = new(new object(), "this process", IsLocal: true);

    /// <summary>How much of one kind the peer may take from a reserve: enough to begin with, and little enough for many peers.</summary>
    public int FromReserve => IsLocal ? 1 : 10;

    /// <summary>The caller of a call; this process when there is none.</summary>
    public static Peer Of(IncomingCall? call) => call switch
    {
        null => ThisProcess,
        { CallerAddress: { } address } when !IPAddress.IsLoopback(address) => OfAddress(address),
        _ => new(call.Connection, "one local connection", IsLocal: true),
    };

    private static Peer OfAddress(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return new(address, address.ToString(), IsLocal: false);
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        var network = new IPAddress(bytes);
        return new(network, $"{network}/64", IsLocal: false);
    }
}

/// <summary>
/// How much of one kind peers may hold together and each. Two tenths of the total are reserves, one for local connections and one for
/// other addresses, from which a peer gets something only while it has next to nothing. Thread-safe.
/// </summary>
/// <remarks>
/// So peers that take all they can leave something to others, as long as there are fewer of them than the reserve has room for:
/// a tenth of the total of local connections, or a hundredth of it of addresses. More than that can take everything, as nothing
/// tells the local connections of one program from those of many. Neither kind can take the reserve of the other. A total below
/// 10 has no reserves.
/// </remarks>
/// <param name="what">What is counted, in the plural.</param>
/// <param name="total">How many in all.</param>
/// <param name="totalOption">The option that says so.</param>
/// <param name="perPeer">How many for one peer.</param>
/// <param name="perPeerOption">The option that says so.</param>
internal sealed class PeerQuota(string what, int total, string totalOption, int perPeer, string perPeerOption)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, Holder> _holders = [];
    private readonly Pool _common = new(total - (2 * (total / 10)));
    private readonly Pool _forLocal = new(total / 10);
    private readonly Pool _forOthers = new(total / 10);

    /// <summary>Counts one more for a peer, until it is disposed.</summary>
    /// <exception cref="TupleSpaceFullException">The peer has its share.</exception>
    public PeerShare Claim(Peer peer)
    {
        lock (_lock)
        {
            if (!_holders.TryGetValue(peer.Key, out var holder))
            {
                holder = new Holder(peer.Key);
            }

            if (holder.Held >= perPeer)
            {
                throw new TupleSpaceFullException($"The call was refused because {peer.Name} has {holder.Held} {what}, the most for one peer, which is the option {perPeerOption}. End some first.");
            }

            var pool = PoolFor(peer, holder.Held);
            pool.Free--;
            holder.Held++;
            _holders[peer.Key] = holder;
            return new PeerShare(holder.Gate, () => Release(holder, pool));
        }
    }

    private Pool PoolFor(Peer peer, int held)
    {
        var reserve = peer.IsLocal ? _forLocal : _forOthers;
        if (_common.Free > 0)
        {
            return _common;
        }

        return held < peer.FromReserve && reserve.Free > 0
            ? reserve
            : throw new TupleSpaceFullException(
                $"The call was refused because {peer.Name} has {held} {what} and what is free of {total}, the option {totalOption}, is kept for others. Try again later.");
    }

    private void Release(Holder holder, Pool pool)
    {
        lock (_lock)
        {
            pool.Free++;
            if (--holder.Held == 0)
            {
                _holders.Remove(holder.Key);
            }
        }
    }

    private sealed class Pool(int size)
    {
        public int Free { get; set; } = size;
    }

    private sealed class Holder(object key)
    {
        public object Key => key;

        public int Held { get; set; }

        public SemaphoreSlim Gate { get; } = new(PeerShare.MaxAtOnce);
    }
}

/// <summary>One of what a peer holds; disposed when it is over.</summary>
internal sealed class PeerShare(SemaphoreSlim gate, Action release) : IDisposable
{
    /// <summary>How much of what a peer holds may be at work at once.</summary>
    public const int MaxAtOnce = 64;

    private Action? _release = release;

    /// <summary>Lets <see cref="MaxAtOnce"/> in; the same for all that the peer holds of a kind.</summary>
    public SemaphoreSlim Gate => gate;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
