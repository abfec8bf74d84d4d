using System.Buffers;
using System.Numerics;
using Ringleader.Remoting.Listening;

namespace Ringleader.Remoting.Protocol;

/// <summary>
/// The bytes of one connection that have arrived and are not used yet. Grows as bytes arrive, never because a length field says
/// so, and never beyond the message that is arriving; a server's connection pays for what is large from its account. Not
/// thread-safe.
/// </summary>
/// <param name="account">What pays for a large message; null for a client's connection, whose messages its own calls asked for.</param>
internal sealed class ReceiveBuffer(ByteAccount? account = null) : IDisposable
{
    private const int InitialSize = 4096;

    /// <summary>Up to here the buffer grows at once, and beyond it doubles.</summary>
    private const int FirstStep = 64 * 1024;

    /// <summary>The room for the small frames that follow a large one, so that they need no larger buffer.</summary>
    private const int Slack = 1024;
    private byte[] _array = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;
    private long _capacity = ByteBudget.FreeBytes;
    private long _paid;

    /// <summary>What has arrived and was not consumed.</summary>
    public ReadOnlySpan<byte> Unread => _array.AsSpan(_start, _end - _start);

    /// <summary>How many bytes have arrived and were not consumed.</summary>
    public int UnreadLength => _end - _start;

    /// <summary>How large the buffer is now.</summary>
    public int Size => _array.Length;

    /// <summary>Allows a message of this length; false when the account cannot pay for it now.</summary>
    public bool TryAllow(long length)
    {
        if (length <= _capacity)
        {
            return true;
        }

        var (capacity, price) = CostOf(length);
        if (account is not null && !account.TryReserve(price - _paid))
        {
            return false;
        }

        Allow(capacity, price);
        return true;
    }

    /// <summary>Allows a message of this length, and waits until the account can pay for it; false when it cannot in time.</summary>
    public async ValueTask<bool> AllowAsync(long length, TimeSpan limit)
    {
        var (capacity, price) = CostOf(length);
        if (account is not null && !await account.ReserveAsync(price - _paid, limit).ConfigureAwait(false))
        {
            return false;
        }

        Allow(capacity, price);
        return true;
    }

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

    /// <summary>Drops bytes from the front, and gives back what a large message needed.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if ((_array.Length > ByteBudget.FreeBytes || _paid > 0) && UnreadLength <= InitialSize)
        {
            MoveTo(ArrayPool<byte>.Shared.Rent(InitialSize));
            account?.Return(_paid);
            _paid = 0;
            _capacity = ByteBudget.FreeBytes;
        }
    }

    /// <summary>Gives the memory back. The buffer must not be used again.</summary>
    public void Dispose()
    {
        var array = _array;
        _array = [];
        _start = _end = 0;
        account?.Return(_paid);
        _paid = 0;
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    /// <summary>The pool has sizes of powers of two; the values that are decoded are taken to be as large as their bytes.</summary>
    private static (long Capacity, long Price) CostOf(long length)
    {
        var capacity = (long)BitOperations.RoundUpToPowerOf2((ulong)length + Slack);
        return (capacity, capacity + length);
    }

    private void Allow(long capacity, long price)
    {
        _capacity = capacity;
        _paid = price;
    }

    private void MakeRoom()
    {
        if (_start > _array.Length / 2)
        {
            Move(_array);
            return;
        }

        var wanted = Math.Min(_capacity, Math.Max(_array.Length * 2L, FirstStep));
        if (wanted <= _array.Length)
        {
            Move(_array); // the message fits once it begins in front
            return;
        }

        MoveTo(ArrayPool<byte>.Shared.Rent((int)Math.Min(wanted, Array.MaxLength)));
    }

    private void MoveTo(byte[] target)
    {
        var old = _array;
        Move(target);
        ArrayPool<byte>.Shared.Return(old);
    }

    private void Move(byte[] target)
    {
        var unread = UnreadLength;
        Buffer.BlockCopy(_array, _start, target, 0, unread);
        _array = target;
        _start = 0;
        _end = unread;
    }
}
