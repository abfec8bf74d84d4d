using System.Collections.Concurrent;
using Ringleader.Hashing;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>Calls that wait and that their callers can cancel over another connection, by numbers that the callers draw. Thread-safe.</summary>
internal sealed class CancellableWaits
{
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _waits = new(KeyedInt64Comparer.Instance);

    /// <summary>Begins a wait that also ends with the tokens; disposed when it is over.</summary>
    /// <param name="number">The caller's number, or null when it will not cancel.</param>
    /// <param name="gone">Ends when the caller is gone.</param>
    /// <param name="stopping">Ends when the server stops.</param>
    /// <exception cref="ArgumentException">A call with this number waits already.</exception>
    public Wait Begin(long? number, CancellationToken gone, CancellationToken stopping)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(gone, stopping);
        if (number is { } taken && !_waits.TryAdd(taken, source))
        {
            source.Dispose();
            throw new ArgumentException($"A call with the number {taken} waits already; draw another one.", nameof(number));
        }

        return new Wait(this, number, source);
    }

    /// <summary>Ends a wait; false when there is none of this number.</summary>
    public async ValueTask<bool> CancelAsync(long number)
    {
        if (!_waits.TryRemove(number, out var source))
        {
            return false;
        }

        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            return false; // the wait was just over
        }

        return true;
    }

    /// <summary>One wait.</summary>
    public readonly struct Wait(CancellableWaits owner, long? number, CancellationTokenSource source) : IDisposable
    {
        /// <summary>Ends when the wait is to end.</summary>
        public CancellationToken Token => source.Token;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (number is { } taken)
            {
                owner._waits.TryRemove(new(taken, source));
            }

            source.Dispose();
        }
    }
}
