using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.TupleSpaces.Ring.Serving;

/// <summary>
/// How many answers one host may cause: a token bucket for each, so that nobody can use the server to flood another. An answer
/// that was taken gives its token back, for its asker was really there; so a host may ask as much as it takes, and only calls
/// that nobody asked for run into the limit. An IPv6 host counts as its /64, since it commonly owns that many addresses.
/// Thread-safe.
/// </summary>
/// <remarks>
/// A flood from more hosts than are remembered (forged senders, that is) makes the ones longest unseen forgotten, whose buckets
/// are then full again; the limit on answers at the same time holds that.
/// </remarks>
/// <param name="perSecond">At least 1.</param>
/// <param name="maxConcurrent">How many answers to one host may be under way; at least 1.</param>
/// <param name="clock">The clock.</param>
internal sealed class AnswerRate(int perSecond, int maxConcurrent, TimeProvider clock)
{
    /// <summary>How many hosts are remembered.</summary>
    public const int MaxHosts = 4096;

    /// <summary>How many seconds' worth of answers a host may cause at once.</summary>
    public const int BurstSeconds = 20;

    private readonly double _burst = (double)perSecond * BurstSeconds;
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, LinkedListNode<Bucket>> _hosts = [];
    private readonly LinkedList<Bucket> _longestUnseenFirst = new();

    /// <summary>How many hosts are remembered now.</summary>
    public int HostCount
    {
        get
        {
            lock (_lock)
            {
                return _hosts.Count;
            }
        }
    }

    /// <summary>Begins an answer to a host, which <see cref="End"/> ends.</summary>
    /// <returns>Null, or the reason why the host gets none now.</returns>
    public string? TryBegin(IPAddress host)
    {
        var key = KeyOf(host);
        var now = clock.GetTimestamp();
        lock (_lock)
        {
            var bucket = Find(key, now).Value;
            bucket.Tokens = Math.Min(_burst, bucket.Tokens + (clock.GetElapsedTime(bucket.FilledAt, now).TotalSeconds * perSecond));
            bucket.FilledAt = now;
            if (bucket.Tokens < 1)
            {
                return DropReason.Rate;
            }

            if (bucket.UnderWay >= maxConcurrent)
            {
                return DropReason.Busy;
            }

            bucket.Tokens--;
            bucket.UnderWay++;
            return null;
        }
    }

    /// <summary>Ends an answer.</summary>
    /// <param name="host">The host of the beginning.</param>
    /// <param name="wasTaken">Whether the host took it, so that it does not count.</param>
    public void End(IPAddress host, bool wasTaken)
    {
        lock (_lock)
        {
            if (_hosts.TryGetValue(KeyOf(host), out var known))
            {
                var bucket = known.Value;
                bucket.UnderWay = Math.Max(0, bucket.UnderWay - 1); // it may have been forgotten meanwhile
                bucket.Tokens = wasTaken ? Math.Min(_burst, bucket.Tokens + 1) : bucket.Tokens;
            }
        }
    }

    private static UInt128 KeyOf(IPAddress host)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (host.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes.Clear();
            host.TryWriteBytes(bytes[..4], out _);
            return BinaryPrimitives.ReadUInt128BigEndian(bytes) | 1; // no /64 ends in a one
        }

        host.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private LinkedListNode<Bucket> Find(UInt128 key, long now)
    {
        if (_hosts.TryGetValue(key, out var known))
        {
            _longestUnseenFirst.Remove(known);
            _longestUnseenFirst.AddLast(known);
            return known;
        }

        if (_hosts.Count == MaxHosts && _longestUnseenFirst.First is { } oldest)
        {
            _longestUnseenFirst.Remove(oldest);
            _hosts.Remove(oldest.Value.Key);
        }

        var added = _longestUnseenFirst.AddLast(new Bucket(key) { Tokens = _burst, FilledAt = now });
        _hosts.Add(key, added);
        return added;
    }

    private sealed class Bucket(UInt128 key)
    {
        public UInt128 Key { get; } = key;

        public double Tokens { get; set; }

        public long FilledAt { get; set; }

        public int UnderWay { get; set; }
    }
}
