using Ringleader.Generators.Types;

namespace Ringleader.Generators.TupleRecords;

/// <summary>A parameter of a record, which is a field of its tuple.</summary>
/// <param name="Property">The C# name of the property, escaped.</param>
/// <param name="Parameter">The name in a template, escaped: the property's in camel case.</param>
/// <param name="Type">Its type.</param>
internal sealed record TupleRecordFieldModel(string Property, string Parameter, WireType Type);
