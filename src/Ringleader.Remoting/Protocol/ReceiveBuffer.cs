using System.Buffers;

namespace Ringleader.Remoting.Protocol;

/// <summary>
/// The bytes of one connection that have arrived and are not used yet. Grows by doubling as bytes arrive, never because a
/// length field says so. Not thread-safe.
/// </summary>
internal sealed class ReceiveBuffer : IDisposable
{
    private const int InitialSize = 4096;
    private const int KeepAtMost = 64 * 1024;
    private byte[] _array = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;

    /// <summary>What has arrived and was not consumed.</summary>
    public ReadOnlySpan<byte> Unread => _array.AsSpan(_start, _end - _start);

    /// <summary>How many bytes have arrived and were not consumed.</summary>
    public int UnreadLength => _end - _start;

    /// <summary>Room for the next read, never empty. Makes room by moving or growing.</summary>
    public Memory<byte> Free()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_end == _array.Length)
        {
            MakeRoom();
        }

        return _array.AsMemory(_end);
    }

    /// <summary>Says that bytes were read into <see cref="Free"/>.</summary>
    public void Received(int count) => _end += count;

    /// <summary>Drops bytes from the front.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
            if (_array.Length > KeepAtMost)
            {
                ArrayPool<byte>.Shared.Return(_array);
                _array = ArrayPool<byte>.Shared.Rent(InitialSize);
            }
        }
    }

    /// <summary>Gives the memory back. The buffer must not be used again.</summary>
    public void Dispose()
    {
        var array = _array;
        _array = [];
        _start = _end = 0;
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void MakeRoom()
    {
        var unread = UnreadLength;
        var target = _start > _array.Length / 2
            ? _array
            : ArrayPool<byte>.Shared.Rent((int)Math.Min(_array.Length * 2L, Array.MaxLength));
        Buffer.BlockCopy(_array, _start, target, 0, unread);
        if (target != _array)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = target;
        }

        _start = 0;
        _end = unread;
    }
}
