using System.Buffers;

namespace Ringleader.Remoting.Marshal;

/// <summary>A growing byte array from the shared pool. Not thread-safe; give it back with <see cref="Dispose"/>.</summary>
/// <remarks>Written bytes can be patched and taken back, which a frame's length and an abandoned value need.</remarks>
internal sealed class ByteBuffer : IBufferWriter<byte>, IDisposable
{
    private const int InitialSize = 512;
    private byte[] _array = [];

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
        var wanted = Math.Max(Math.Max(InitialSize, Length + size), (int)Math.Min((long)_array.Length * 2, Array.MaxLength));
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        Written.CopyTo(larger);
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        _array = larger;
    }
}
