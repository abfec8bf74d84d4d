namespace Ringleader.TupleSpaces.Ring;

/// <summary>Whom a finder asks, and how long it waits. Immutable.</summary>
public sealed record RingFinderOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static RingFinderOptions Default { get; } = new();

    /// <summary>How long to wait for answers. Default 5 s, as Rinda.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The UDP port that is asked where an address names none. Default 7647.</summary>
    public int Port { get; init; } = 7647;

    /// <summary>How spaces that were found are used.</summary>
    public RemoteTupleSpaceOptions Space { get; init; } = RemoteTupleSpaceOptions.Default;
}
