namespace Ringleader.Generators.Registration;

/// <summary>What one source file adds to the registries; unlike its model, it changes only when names do.</summary>
/// <param name="Statements">The C# statements.</param>
/// <param name="ForeignTypes">Types of other assemblies whose registrations must have run.</param>
internal sealed record Registrations(EquatableArray<string> Statements, EquatableArray<string> ForeignTypes);
