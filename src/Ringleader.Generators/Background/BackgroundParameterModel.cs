namespace Ringleader.Generators.Background;

/// <summary>A parameter of a background method, or of the work behind it.</summary>
/// <param name="Name">The C# name, escaped.</param>
/// <param name="Role">What it is there for.</param>
/// <param name="Type">Its type without the question mark of a reference.</param>
internal sealed record BackgroundParameterModel(string Name, BackgroundParameterRole Role, string Type)
{
    /// <summary>How the signature declares it, without its default.</summary>
    public string Declaration { get; init; } = "";

    /// <summary>Whether null may be stored for it.</summary>
    public bool IsNullable { get; init; }

    /// <summary>What a job that was stored without it gets, as an expression; null when there is no default.</summary>
    public string? Default { get; init; }
}
