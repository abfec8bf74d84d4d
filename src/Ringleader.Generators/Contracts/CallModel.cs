namespace Ringleader.Generators.Contracts;

/// <summary>One method on the wire: a C# method, or one half of a property or event.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="RubyName">The name on the wire.</param>
/// <param name="DeclaringType">The type that declares the member.</param>
/// <param name="Member">The C# name, escaped; empty for an indexer.</param>
/// <param name="Title">The C# name for error texts, such as <c>IInventory.Count</c>.</param>
/// <param name="Parameters">The parameters in C# order; the value of a setter is the last.</param>
/// <param name="Result">What it returns.</param>
internal sealed record CallModel(
    CallKind Kind,
    string RubyName,
    string DeclaringType,
    string Member,
    string Title,
    EquatableArray<ParameterModel> Parameters,
    ResultModel Result)
{
    /// <summary>The event, when this begins or ends a subscription.</summary>
    public EventModel? Event { get; init; }

    /// <summary>True when it is called on the declaring type and not on an object.</summary>
    public bool IsStatic { get; init; }

    /// <summary>False when a member of a more derived interface has taken its name: it can be called, but does not answer.</summary>
    public bool IsOffered { get; init; } = true;

    public int MinimumArguments => Parameters.Count(parameter => parameter.IsPositional && parameter.Default is null);

    /// <summary>The largest number of positional arguments, or -1 for any number.</summary>
    public int MaximumArguments => Spread is null ? Parameters.Count(parameter => parameter.IsPositional) : -1;

    public ParameterModel? Spread => Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Spread);

    public bool HasKeywords => Parameters.Any(parameter => parameter.Role is ParameterRole.Keyword or ParameterRole.RemainingKeywords);

    public bool TakesAnyKeyword => Parameters.Any(parameter => parameter.Role == ParameterRole.RemainingKeywords);
}
