using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ringleader.Hashing;

/// <summary>
/// Hashes of values that peers choose, under a secret that is drawn once for each process: nobody outside can find values whose
/// hashes collide. Thread-safe. Hashes differ from one process to the next and are not for storing or sending.
/// </summary>
/// <remarks>
/// <para>
/// The hashes of the framework do not protect tables against chosen keys. Those of integers and times have no secret at all;
/// <see cref="HashCode"/> has one, but it gets only the 32 bits that <see cref="long.GetHashCode"/> leaves of a
/// <see cref="long"/>, and its rounds let differences in two places cancel each other whatever the secret is. 40,000 keys of one
/// hash turn a table into a list, and a million of them into hours.
/// </para>
/// <para>
/// An integer goes through two multiplications of 64 by 64 bits. The first, by a secret factor, spreads it over 128 bits; different
/// integers have different products, so nothing is lost. The second multiplies the two halves, each after a secret number was added
/// to it. This is the function NH of UMAC (Black, Halevi, Krawczyk, Krovetz and Rogaway, 1999): the products of two different inputs
/// are equal with a probability of at most 1 in 2^64 over the secrets, whoever chose the inputs. Both halves of the product are then
/// folded to 32 bits. Because both factors of the second product depend on the input, one collision that somebody observes does
/// not give him others, as it would with a linear function. Ruby hashes its Integers in a similar way.
/// </para>
/// <para>
/// Sequences are combined item by item through the same function, so differences in two places cannot cancel. Texts and bytes are
/// hashed by Marvin32, which the framework uses for <see cref="string"/>, with a secret of its own.
/// </para>
/// </remarks>
public static class KeyedHash
{
    private const int MaxStackBytes = 256;
    private static readonly ulong Offset = Draw();
    private static readonly ulong Factor = Draw() | 1;
    private static readonly ulong LowKey = Draw();
    private static readonly ulong HighKey = Draw();

    /// <summary>Divided by it, a decimal loses the zeros at its end.</summary>
    private const decimal One = 1.0000000000000000000000000000m;

    /// <summary>The hash of an integer.</summary>
    public static int Of(long value)
    {
        var high = Math.BigMul((ulong)value + Offset, Factor, out ulong low);
        high = Math.BigMul(low + LowKey, high + HighKey, out low);
        var folded = high ^ low;
        return (int)(folded ^ (folded >> 32));
    }

    /// <summary>The hash of a floating-point number; the same for both zeros and for all that are not numbers.</summary>
    public static int Of(double value) =>
        Of(value == 0 ? 0 : BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value));

    /// <summary>The hash of a decimal; the same for 1.0 and 1.00.</summary>
    public static int Of(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value == 0 ? 0 : value / One, parts);
        return Combine(Of(Join(parts[0], parts[1])), Of(Join(parts[2], parts[3])));
    }

    /// <summary>The hash of an integer of any size; within the range of <see cref="long"/> that of the <see cref="long"/>. The cost grows with its length.</summary>
    public static int Of(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return Of((long)value);
        }

        var length = value.GetByteCount();
        if (length <= MaxStackBytes)
        {
            Span<byte> few = stackalloc byte[MaxStackBytes];
            value.TryWriteBytes(few, out length);
            return Of(few[..length]);
        }

        var many = ArrayPool<byte>.Shared.Rent(length);
        value.TryWriteBytes(many, out length);
        var hash = Of(many.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(many);
        return hash;
    }

    /// <summary>The hash of bytes. The cost grows with their number.</summary>
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        var hash = string.GetHashCode(MemoryMarshal.Cast<byte, char>(bytes), StringComparison.Ordinal);
        return (bytes.Length & 1) == 0 ? hash : Combine(hash, bytes[^1] + 1);
    }

    /// <summary>The hash of a text by its UTF-16 code units; null has one as well. The cost grows with its length.</summary>
    public static int Of(string? text) => text is null ? 0 : string.GetHashCode(text.AsSpan(), StringComparison.Ordinal);

    /// <summary>Adds the hash of an item to that of the items before it. Begin with their number where sequences may have several lengths.</summary>
    /// <param name="hash">The hash so far.</param>
    /// <param name="item">The hash of the item.</param>
    public static int Combine(int hash, int item) => Of(Join(item, hash));

    private static long Join(int low, int high) => ((long)high << 32) | (uint)low;

    private static ulong Draw() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
