namespace Ringleader.Services;

/// <summary>An address <c>distributed://application/Service</c>. Distribunaut's form; neither part is case-insensitive.</summary>
internal sealed record ServiceAddress(string Application, string Service)
{
    private const string Scheme = "distributed://";

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArgumentException">It has another form.</exception>
    public static ServiceAddress Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var parts = address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? address[Scheme.Length..].Split('/') : [];
        return parts.Length == 2 && parts.All(IsPart)
            ? new(parts[0], parts[1])
            : throw new ArgumentException($"The address '{address}' cannot be read. Write it as '{Scheme}application/Service'.", nameof(address));
    }

    /// <summary>True for what can stand in an address.</summary>
    public static bool IsPart(string text) =>
        text.Length is > 0 and <= 256 && text.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ':');

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}{Application}/{Service}";
}
