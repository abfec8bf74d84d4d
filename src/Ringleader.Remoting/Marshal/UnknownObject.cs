namespace Ringleader.Remoting.Marshal;

/// <summary>
/// An object that a process on the way could not load, kept as the document it came in: Ruby's <c>DRb::DRbUnknown</c>. It can be
/// sent on, and becomes the object again where its class is known.
/// </summary>
/// <param name="name">The full Ruby name of its class, or the empty string when the document does not begin with one.</param>
/// <param name="rawBytes">The whole document. Not copied.</param>
public sealed class UnknownObject(string name, ReadOnlyMemory<byte> rawBytes)
{
    /// <summary>The full Ruby name of its class, or the empty string when the document does not begin with one.</summary>
    public string Name { get; } = name;

    /// <summary>The whole document.</summary>
    public ReadOnlyMemory<byte> RawBytes { get; } = rawBytes;
}
