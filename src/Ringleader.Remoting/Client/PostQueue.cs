using System.Threading.Channels;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Client;

/// <summary>
/// Calls to one remote object whose answers nobody waits for, sent in order by one loop. The first that cannot be delivered
/// ends the queue, and so do more than 1,024 that wait: a peer that does not keep up must not hold up who raises an event.
/// </summary>
internal sealed class PostQueue : IAsyncDisposable
{
    private const int Capacity = 1024;
    private readonly Channel<OutgoingCall> _calls = Channel.CreateBounded<OutgoingCall>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _loop;

    public PostQueue() => _loop = Task.Run(SendAllAsync);

    /// <summary>Ends when a call could not be delivered or the queue was disposed.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Why the queue ended, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Adds a sealed call.</summary>
    public void Enqueue(OutgoingCall call)
    {
        if (_calls.Writer.TryWrite(call))
        {
            return;
        }

        call.Recycle();
        _calls.Writer.TryComplete(new TimeoutException($"More than {Capacity} events were waiting to be delivered."));
    }

    /// <summary>Drops what waits and ends the loop.</summary>
    public async ValueTask DisposeAsync()
    {
        _calls.Writer.TryComplete();
        await _ended.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (var call in _calls.Reader.ReadAllAsync(_ended.Token).ConfigureAwait(false))
            {
                await call.Target.Endpoint.CallAsync(call, static _ => true, _ended.Token).ConfigureAwait(false);
            }
        }
#pragma warning disable CA1031 // Kept for whoever owns the subscription; there is no caller to raise it to.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Failure = error;
            _calls.Writer.TryComplete(error);
            await _ended.CancelAsync().ConfigureAwait(false);
        }
    }
}
