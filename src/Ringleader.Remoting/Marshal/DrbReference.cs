namespace Ringleader.Remoting.Marshal;

/// <summary>A reference to an object in another process, where nothing resolves it: Ruby's <c>DRb::DRbObject</c> as data.</summary>
/// <param name="Uri">The address of the process that has the object.</param>
/// <param name="Id">The object's id there; null is its front object.</param>
public sealed record DrbReference(string Uri, object? Id)
{
    /// <summary>The bytes it was read from, where they are to be kept exactly.</summary>
    internal byte[]? Payload { get; init; }

    /// <summary>True for the same address and id.</summary>
    public bool Equals(DrbReference? other) =>
        other is not null && string.Equals(Uri, other.Uri, StringComparison.Ordinal) && RubyKeyComparer.Equal(Id, other.Id, byIdentity: false);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Uri, RubyKeyComparer.Hash(Id, byIdentity: false));
}
