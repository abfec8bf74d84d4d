namespace Ringleader.TupleSpaces.Ring;

/// <summary>Finds tuple spaces on the network. Rinda's RingFinger, without its fixed wait.</summary>
public sealed class RingFinder : IAsyncDisposable
{
    /// <summary>Creates a finder; nothing is sent yet.</summary>
    /// <param name="options">Whom to ask and how long; the defaults when null.</param>
    public RingFinder(RingFinderOptions? options = null)
    {
        Options = options ?? RingFinderOptions.Default;
    }

    /// <summary>What the finder was made with.</summary>
    public RingFinderOptions Options { get; }

    /// <summary>The first space that answers. Rinda's <c>lookup_ring_any</c>.</summary>
    /// <exception cref="RingNotFoundException">Nobody answered in time.</exception>
    public ValueTask<RemoteTupleSpace> FindAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>All spaces that answer, each as soon as it does; ends when the time to wait has passed.</summary>
    public IAsyncEnumerable<RemoteTupleSpace> FindAllAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Stops listening for answers. Spaces that were found stay usable.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
