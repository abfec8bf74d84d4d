using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>Notices that a peer is gone without a word while a call waits there for as long as it takes.</summary>
internal static class PeerProbe
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly object?[] Question = ["object_id"];

    /// <summary>Waits for a call, and asks its peer for a sign of life now and then; without one, throws a <see cref="TimeoutException"/>.</summary>
    public static async Task<T> GuardAsync<T>(Task<T> call, RemoteObject peer, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await call.WaitAsync(Period, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!call.IsCompleted)
            {
                await AskAsync(peer, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task AskAsync(RemoteObject peer, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await peer.CallAsync("respond_to?", Question, cancellationToken: either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"The peer at '{peer.Uri}' gave no sign of life within {Limit.TotalSeconds} s while a call waited there. It may be cut off; the call was given up.", error);
        }
    }
}
