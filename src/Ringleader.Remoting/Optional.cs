using System.Diagnostics.CodeAnalysis;

namespace Ringleader.Remoting;

/// <summary>
/// A parameter of a <see cref="RemoteContractAttribute"/> method that the caller may omit: then nothing is sent, and the
/// method's own default applies. Ruby's <c>def search(limit: 20)</c> is <c>[Keyword] Optional&lt;int&gt; limit = default</c>.
/// </summary>
/// <typeparam name="T">The type of the argument.</typeparam>
/// <remarks>
/// An ordinary C# default is always sent, because it is the caller's compiler that fills it in. Positional parameters of this
/// type come last, and the given ones among them must come before the omitted ones. On the called side,
/// <see cref="HasValue"/> is false when the peer sent nothing.
/// </remarks>
public readonly record struct Optional<T>
{
    private readonly T _value;

    /// <summary>An argument that is sent, even when it is null or the default of its type.</summary>
    public Optional(T value)
    {
        _value = value;
        HasValue = true;
    }

    /// <summary>True for an argument that is sent or was sent; false for an omitted one, which is <c>default</c>.</summary>
    public bool HasValue { get; }

    /// <summary>The argument.</summary>
    /// <exception cref="InvalidOperationException">It was omitted.</exception>
    public T Value => HasValue ? _value : throw new InvalidOperationException("The argument was omitted. Look at HasValue, or use Or to name a default.");

    /// <summary>The argument, or this value when it was omitted.</summary>
    [return: NotNullIfNotNull(nameof(fallback))]
    public T? Or(T? fallback) => HasValue ? _value : fallback;

    /// <summary>An argument that is sent.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor is the named alternative.")]
    public static implicit operator Optional<T>(T value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => HasValue ? $"{_value}" : "(omitted)";
}
