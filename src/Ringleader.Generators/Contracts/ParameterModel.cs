using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>A parameter of a contract member or of a delegate.</summary>
/// <param name="Name">The C# identifier, escaped where it is a keyword.</param>
/// <param name="RubyName">The name of a keyword argument.</param>
/// <param name="Role">What it is on the wire.</param>
/// <param name="Type">Its type; for <see cref="ParameterRole.Spread"/> the type of the array.</param>
/// <param name="Default">The default of an optional parameter as a C# expression, else null.</param>
internal sealed record ParameterModel(string Name, string RubyName, ParameterRole Role, WireType Type, string? Default)
{
    /// <summary>The signature, when the type is a delegate.</summary>
    public DelegateModel? Delegate { get; init; }

    /// <summary>True when nothing is sent for a value that says so.</summary>
    public bool IsOmittable => Type.Shape == WireShape.Optional;

    public bool IsPositional => Role == ParameterRole.Positional;
}
