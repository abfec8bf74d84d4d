using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.TupleRecords;

/// <summary>What parsing a record gave: a model, unless there were findings.</summary>
/// <param name="Model">The model, or null.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record TupleRecordResult(TupleRecordModel? Model, EquatableArray<Finding> Findings);
