namespace Ringleader.Remoting.Marshal;

/// <summary>How a value relates to references; see <see cref="IMarshalReferences.KindOf"/>.</summary>
internal enum ReferenceKind
{
    /// <summary>It has no form as a reference.</summary>
    None,

    /// <summary>It is a reference already: a proxy of an object elsewhere, or one made on purpose.</summary>
    Reference,

    /// <summary>It lives here and is never copied: Ruby's <c>DRbUndumped</c>.</summary>
    Undumped,
}
