namespace Ringleader.Remoting.Access;

/// <summary>What a lookup of a peer's name gave.</summary>
internal readonly record struct PeerName
{
    private PeerName(string? text, bool isConfirmed, bool isUnavailable)
    {
        Text = text;
        IsConfirmed = isConfirmed;
        IsUnavailable = isUnavailable;
    }

    /// <summary>The address has no name.</summary>
    public static PeerName None { get; } = new(text: null, isConfirmed: false, isUnavailable: false);

    /// <summary>The lookup failed or took too long, so nothing is known.</summary>
    public static PeerName Unavailable { get; } = new(text: null, isConfirmed: false, isUnavailable: true);

    /// <summary>The name that the address's owner gave it, or null.</summary>
    public string? Text { get; }

    /// <summary>True when the name's own entry leads back to the address, so that the owner of the name agrees.</summary>
    public bool IsConfirmed { get; }

    /// <summary>True when nothing could be learnt.</summary>
    public bool IsUnavailable { get; }

    /// <summary>The address has this name.</summary>
    public static PeerName Found(string text, bool isConfirmed) => new(text, isConfirmed, isUnavailable: false);
}
