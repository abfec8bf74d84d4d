using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.Distributed;

/// <summary>What parsing a class gave: a model, unless there were findings.</summary>
internal sealed record DistributedResult(DistributedModel? Model, EquatableArray<Finding> Findings);
