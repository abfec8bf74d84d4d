namespace Ringleader.TupleSpaces.Ring;

/// <summary>Where a ring server listens, and what it refuses. Immutable.</summary>
public sealed record RingServerOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static RingServerOptions Default { get; } = new();

    /// <summary>The UDP port. Default 7647; 0 for a free one.</summary>
    public int Port { get; init; } = 7647;
}
