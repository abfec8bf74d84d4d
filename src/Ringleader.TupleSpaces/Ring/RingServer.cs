namespace Ringleader.TupleSpaces.Ring;

/// <summary>Answers those who look for a tuple space on the network: UDP in, a call to the asker out. Rinda's RingServer.</summary>
public sealed class RingServer : IAsyncDisposable
{
    private RingServer()
    {
    }

    /// <summary>The UDP port that was bound.</summary>
    public int Port => throw new NotImplementedException();

    /// <summary>Starts to answer.</summary>
    /// <param name="space">The space that askers are told of; it stays the caller's.</param>
    /// <param name="options">Addresses, port and limits; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<RingServer> StartAsync(TupleSpaceServer space, RingServerOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Stops answering; the space goes on.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
