using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ringleader.Remoting.Contracts;

/// <content>The ways to end a call that was written.</content>
public sealed partial class OutgoingCall
{
    private const int StreamCapacity = 16;

    /// <summary>Sends the call and waits for its answer, whose value is not read.</summary>
    public ValueTask SendAsync(CancellationToken cancellationToken)
    {
        var answer = SendAsync(static _ => true, cancellationToken);
        return answer.IsCompletedSuccessfully ? default : Await(answer);

        static async ValueTask Await(ValueTask<bool> answer) => await answer.ConfigureAwait(false);
    }

    /// <summary>Sends the call and reads its answer.</summary>
    public ValueTask<T> SendAsync<T>(ResultReader<T> read, CancellationToken cancellationToken)
    {
        Seal();
        return Target.Endpoint.CallAsync(this, read, cancellationToken);
    }

    /// <summary>Sends the call and blocks this thread until its answer is there.</summary>
    public void Send() => Send(static _ => true);

    /// <summary>Sends the call and blocks this thread until its answer is there.</summary>
    public T Send<T>(ResultReader<T> read)
    {
        Seal();
        return Target.Endpoint.Call(this, read);
    }

    /// <summary>
    /// Queues the call behind others to the same object and returns at once; answers are not waited for. When one cannot be
    /// delivered, the subscription that it belongs to ends.
    /// </summary>
    public void Post()
    {
        Seal();
        Target.Posts.Enqueue(this);
    }

    /// <summary>Sends the call with a block, and gives what the peer yields to that block, one item after the other.</summary>
    /// <remarks>
    /// The result can be enumerated once. The peer waits while 16 items are unread. Leaving the loop ends the peer's method as
    /// Ruby's <c>break</c> does. Several values that are yielded at once make one item, as an Array.
    /// </remarks>
    public async IAsyncEnumerable<T> StreamAsync<T>(ResultReader<T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = Channel.CreateBounded<T>(new BoundedChannelOptions(StreamCapacity) { SingleReader = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stop = ended.Token;
        Func<T, ValueTask> yield = async item =>
        {
            try
            {
                await items.Writer.WriteAsync(item, stop).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
            {
                // The reader has left the loop.
                throw new BlockBreakException(null);
            }
        };
        SetBlock(yield, (target, call) => call.Complete(((Func<T, ValueTask>)target)(read(call.YieldedValue()))));

        var answer = RunAsync(this, items.Writer, stop);
        try
        {
            await foreach (var item in items.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await answer.ConfigureAwait(false);
        }
    }

    /// <summary>Runs the call to its end and passes its failure on to the reader.</summary>
    private static async Task RunAsync<T>(OutgoingCall call, ChannelWriter<T> items, CancellationToken stop)
    {
        try
        {
            await call.SendAsync(stop).ConfigureAwait(false);
            items.Complete();
        }
        catch (OperationCanceledException error) when (stop.IsCancellationRequested)
        {
            items.TryComplete(error);
        }
#pragma warning disable CA1031 // Whatever ended the call is raised in the loop that reads it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            items.TryComplete(error);
        }
    }
}
