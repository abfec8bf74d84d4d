namespace Ringleader.Remoting.Server;

/// <summary>The front of a server that has none: Ruby's nil.</summary>
internal sealed class NilTarget
{
    /// <summary>The only one.</summary>
    public static NilTarget Instance { get; } = new();

    private NilTarget()
    {
    }
}
