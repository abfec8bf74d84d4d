using System.Threading.Channels;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>
/// A watch that a loop of its own feeds from a remote space, so that whoever reads may give up waiting without losing the
/// answer that is on its way. The loop pauses while the reader is behind.
/// </summary>
/// <param name="capacity">How many events may be unread here.</param>
internal abstract class FedWatch(int capacity) : ITupleWatch
{
    private readonly Channel<TupleEvent> _events = Channel.CreateBounded<TupleEvent>(new BoundedChannelOptions(capacity) { SingleWriter = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _feeding = Task.CompletedTask;
    private int _disposed;

    public async ValueTask<TupleEvent?> NextAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _events.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException closed)
        {
            return closed.InnerException is { } failure && Volatile.Read(ref _disposed) == 0
                ? throw new RemotingConnectionException($"The watch has ended: {failure.Message}", RemotingPhase.Waiting, failure)
                : null;
        }
    }

    public async IAsyncEnumerator<TupleEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            yield return next;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _feeding.ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Reads from the space and adds, until the watch is over.</summary>
    protected abstract Task FeedAsync(CancellationToken stop);

    /// <summary>Tells the space that nobody watches any more.</summary>
    protected abstract Task EndAsync();

    /// <summary>Called once by the constructor of the derived class.</summary>
    protected void Start() => _feeding = Task.Run(RunAsync);

    /// <summary>Waits for room and adds an event; false after the last one.</summary>
    protected async ValueTask<bool> AddAsync(TupleEvent next, CancellationToken stop)
    {
        await _events.Writer.WriteAsync(next, stop).ConfigureAwait(false);
        return next.Kind != TupleEventKinds.Close;
    }

    private async Task RunAsync()
    {
        Exception? failure = null;
        try
        {
            await FeedAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await EndQuietlyAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever ended the watch is raised to its reader.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
        }

        _events.Writer.TryComplete(failure);
    }

    /// <summary>A space that cannot be reached, or has ended the watch already, ends it by itself.</summary>
    private async Task EndQuietlyAsync()
    {
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is RemotingException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            // Nothing is left to do here: the server lets go of a watch that nobody asks.
        }
    }
}
