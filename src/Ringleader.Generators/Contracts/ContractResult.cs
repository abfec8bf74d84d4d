using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.Contracts;

/// <summary>What parsing a contract gave: a model, unless there were findings.</summary>
internal sealed record ContractResult(ContractModel? Model, EquatableArray<Finding> Findings);
