namespace Ringleader.Remoting.Marshal;

/// <summary>What the codec asks the object layer: which local object or proxy a reference means, and the reverse.</summary>
internal interface IMarshalReferences
{
    /// <summary>The object for a <c>DRb::DRbObject</c> that arrived: the local original when it lives here, else a proxy.</summary>
    object? Resolve(string uri, object? id);

    /// <summary>
    /// Decides how a value without a by-value form travels. <see cref="ReferenceKind.None"/>: it cannot.
    /// <see cref="ReferenceKind.Reference"/>: it is itself a reference (a proxy), which is plain data at any depth.
    /// <see cref="ReferenceKind.Undumped"/>: it lives here and makes the whole outermost value travel by reference.
    /// </summary>
    ReferenceKind KindOf(object value);

    /// <summary>The address and id of a proxy or of a local object, which is kept reachable from now on.</summary>
    (string Uri, object? Id) ToReference(object value);
}
