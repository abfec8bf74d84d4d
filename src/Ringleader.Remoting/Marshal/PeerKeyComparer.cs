using System.Numerics;
using System.Runtime.CompilerServices;
using Ringleader.Hashing;

namespace Ringleader.Remoting.Marshal;

/// <summary>
/// The equality of a type as <see cref="EqualityComparer{T}.Default"/> has it, with hashes that resist chosen keys: for the
/// dictionaries and sets that a contract asks for and a peer fills.
/// </summary>
/// <remarks>
/// <para>
/// Hashes of scalars, and of tuples of them, have a secret. Other types hash themselves, mostly without one, as generated records
/// do. Their hashes are scattered by the secret, which leaves only keys with the very same hash to collide, and those are compared:
/// so while the collection is filled, comparisons are counted and too many are refused.
/// </para>
/// <para>One comparer belongs to one collection. Filling is done by one thread; afterwards it is thread-safe.</para>
/// </remarks>
internal sealed class PeerKeyComparer<T> : IEqualityComparer<T>
{
    private const int AlwaysAllowed = 10_000;
    private const int AllowedPerKey = 64;
    private long _allowed;
    private bool _isFilled;

    private PeerKeyComparer(int keys) => _allowed = AlwaysAllowed + ((long)keys * AllowedPerKey);

    /// <summary>The comparer for a collection that is about to get a number of keys. Strings have the framework's, which resists.</summary>
    public static IEqualityComparer<T> For(int keys) =>
        typeof(T) == typeof(string) || typeof(T) == typeof(RubySymbol) ? EqualityComparer<T>.Default : new PeerKeyComparer<T>(keys);

    /// <summary>Ends the counting: from here on the collection is the caller's own.</summary>
    public static void Filled(IEqualityComparer<T> comparer)
    {
        if (comparer is PeerKeyComparer<T> own)
        {
            own._isFilled = true;
        }
    }

    /// <inheritdoc/>
    public bool Equals(T? x, T? y)
    {
        if (!_isFilled && --_allowed < 0)
        {
            throw new MarshalException(
                $"A Hash or Set has too many keys with the same hash once they are of type '{typeof(T)}'. Take it as a RubyHash or RubySet, or give the type a GetHashCode of which peers cannot choose the result.");
        }

        return EqualityComparer<T>.Default.Equals(x, y);
    }

    /// <inheritdoc/>
    public int GetHashCode(T obj)
    {
        // The compiler leaves only one branch for each scalar type, without boxes.
        if (typeof(T) == typeof(long))
        {
            return KeyedHash.Of((long)(object)obj!);
        }

        if (typeof(T) == typeof(int))
        {
            return KeyedHash.Of((int)(object)obj!);
        }

        return typeof(T) == typeof(double) ? KeyedHash.Of((double)(object)obj!) : PeerKeys.Hash(obj);
    }
}

/// <summary>Hashes of keys of any type, for <see cref="PeerKeyComparer{T}"/>.</summary>
internal static class PeerKeys
{
    /// <summary>A hash that goes with the value's own <see cref="object.Equals(object)"/>.</summary>
    public static int Hash(object? key) => key switch
    {
        null => 0,
        string text => KeyedHash.Of(text),
        long number => KeyedHash.Of(number),
        int number => KeyedHash.Of(number),
        double number => KeyedHash.Of(number),
        ulong number => KeyedHash.Of(unchecked((long)number)),
        float number => KeyedHash.Of((double)number),
        decimal number => KeyedHash.Of(number),
        BigInteger number => KeyedHash.Of(number),
        Int128 number => KeyedHash.Combine(KeyedHash.Of((long)(number >> 64)), KeyedHash.Of(unchecked((long)number))),
        UInt128 number => KeyedHash.Combine(KeyedHash.Of(unchecked((long)(number >> 64))), KeyedHash.Of(unchecked((long)number))),
        DateTimeOffset time => KeyedHash.Of(time.UtcTicks),
        DateTime time => KeyedHash.Of(time.Ticks),
        TimeSpan time => KeyedHash.Of(time.Ticks),
        Guid id => HashGuid(id),
        Enum member => KeyedHash.Of(ToInteger(member)),
        RubyRational number => KeyedHash.Combine(KeyedHash.Of(number.Numerator), KeyedHash.Of(number.Denominator)),
        ITuple tuple => HashItems(tuple),
        _ => KeyedHash.Of(key.GetHashCode()),
    };

    private static int HashItems(ITuple tuple)
    {
        var hash = tuple.Length;
        for (var i = 0; i < tuple.Length; i++)
        {
            hash = KeyedHash.Combine(hash, Hash(tuple[i]));
        }

        return hash;
    }

    private static int HashGuid(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return KeyedHash.Of(bytes);
    }

    private static long ToInteger(Enum member) => member.GetTypeCode() == TypeCode.UInt64
        ? unchecked((long)Convert.ToUInt64(member, System.Globalization.CultureInfo.InvariantCulture))
        : Convert.ToInt64(member, System.Globalization.CultureInfo.InvariantCulture);
}
