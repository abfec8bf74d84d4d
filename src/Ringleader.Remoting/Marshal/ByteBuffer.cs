using System.Buffers;
using System.Numerics;
using Ringleader.Remoting.Listening;

namespace Ringleader.Remoting.Marshal;

/// <summary>A growing byte array from the shared pool. Not thread-safe; give it back with <see cref="Dispose"/>.</summary>
/// <remarks>
/// Written bytes can be patched and taken back, which a frame's length and an abandoned value need. A write that the limit or
/// the account does not allow throws <see cref="BufferLimitException"/> and changes nothing.
/// </remarks>
/// <param name="limit">The most bytes that it takes.</param>
/// <param name="account">What pays for a size above <see cref="ByteBudget.FreeBytes"/>; null for none.</param>
internal sealed class ByteBuffer(int limit, ByteAccount? account) : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 512;
    private byte[] _array = [];
    private long _paid;

    /// <summary>Creates a buffer that grows as far as an array can.</summary>
    public ByteBuffer()
        : this(Array.MaxLength, account: null)
    {
    }

    /// <summary>The most bytes that it takes.</summary>
    public int Limit => limit;

    /// <summary>How many bytes have been written.</summary>
    public int Length { get; private set; }

    /// <summary>The written bytes, valid until the next write.</summary>
    public Span<byte> Written => _array.AsSpan(0, Length);

    /// <summary>The written bytes, valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _array.AsMemory(0, Length);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - Length);
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsSpan(Length);
    }

    /// <summary>Appends one byte.</summary>
    public void Append(byte value)
    {
        if (Length == _array.Length)
        {
            Grow(1);
        }

        _array[Length++] = value;
    }

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Takes back everything after a length that was reached before.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <summary>Forgets the content and keeps the memory, unless it grew beyond what is worth keeping.</summary>
    public void Clear(int keepAtMost = 64 * 1024)
    {
        Length = 0;
        if (_array.Length > keepAtMost)
        {
            Dispose();
        }
    }

    /// <summary>Gives the memory back to the pool. The buffer can be used again.</summary>
    public void Dispose()
    {
        var array = _array;
        _array = [];
        Length = 0;
        account?.Return(_paid);
        _paid = 0;
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void Reserve(int size)
    {
        size = Math.Max(size, 1);
        if (_array.Length - Length < size)
        {
            Grow(size);
        }
    }

    private void Grow(int size)
    {
        var needed = (long)Length + size;
        if (needed > limit)
        {
            throw new BufferLimitException(isBudget: false);
        }

        var wanted = (int)Math.Max(Math.Max(InitialSize, needed), Math.Min(_array.Length * 2L, limit));
        Pay(wanted);
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        Written.CopyTo(larger);
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        _array = larger;
    }

    /// <summary>The pool has sizes of powers of two.</summary>
    private void Pay(int wanted)
    {
        if (account is null || wanted <= ByteBudget.FreeBytes)
        {
            return;
        }

        var price = (long)BitOperations.RoundUpToPowerOf2((uint)wanted);
        if (!account.TryReserve(price - _paid))
        {
            throw new BufferLimitException(isBudget: true);
        }

        _paid = price;
    }
}

/// <summary>A buffer could not take more bytes. Whoever owns the buffer turns it into an error that names the limit.</summary>
/// <param name="isBudget">True when all buffers together hold too much, false when this one would.</param>
internal sealed class BufferLimitException(bool isBudget) : Exception("The buffer is full.")
{
    /// <summary>True when all buffers together hold too much, false when this one would.</summary>
    public bool IsBudget => isBudget;
}
