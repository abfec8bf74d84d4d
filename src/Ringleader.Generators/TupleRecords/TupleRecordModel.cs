using Ringleader.Generators.Types;

namespace Ringleader.Generators.TupleRecords;

/// <summary>One record with the tuple attribute, ready to be written out.</summary>
/// <param name="Name">The C# name, escaped.</param>
/// <param name="Namespace">Its namespace, or an empty text.</param>
/// <param name="Declarations">What to open to be inside of it, from the outermost type on: <c>partial record Job</c>.</param>
/// <param name="Head">The first field, with the colon of a Symbol.</param>
/// <param name="Fields">The other fields in their order.</param>
internal sealed record TupleRecordModel(
    string Name,
    string Namespace,
    EquatableArray<string> Declarations,
    string Head,
    EquatableArray<TupleRecordFieldModel> Fields)
{
    /// <summary>Types of other assemblies whose registrations must have run.</summary>
    public EquatableArray<string> ForeignTypes { get; init; }

    /// <summary>What the file is named after: unlike the name, it tells nested types apart.</summary>
    public string Path { get; init; } = "";

    public string HintName => GeneratedNames.HintOf(Path, "Tuple");
}
