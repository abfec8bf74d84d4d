namespace Ringleader.Generators.Types;

/// <summary>A type as it crosses the wire.</summary>
/// <param name="Name">The C# name from <c>global::</c> on, without the last question mark of a nullable reference.</param>
/// <param name="Shape">How it is read and written.</param>
internal sealed record WireType(string Name, WireShape Shape)
{
    /// <summary>The conversion method of a scalar.</summary>
    public string Converter { get; init; } = "";

    /// <summary>Whether nil is welcome. For reference types, also when the source does not say.</summary>
    public bool IsNullable { get; init; }

    public bool IsValueType { get; init; }

    /// <summary>Element types; key and value of a dictionary; the underlying type of a nullable one.</summary>
    public EquatableArray<WireType> Arguments { get; init; }

    /// <summary>The type as it is declared.</summary>
    public string FullName => IsNullable && !IsValueType ? Name + "?" : Name;

    /// <summary>Whether the runtime reads and writes it without boxing.</summary>
    public bool IsFast => Shape == WireShape.Scalar && Converter is "ToBoolean" or "ToInt32" or "ToInt64" or "ToDouble" or "ToText";
}
