using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.JobKinds;

namespace Ringleader.Generators.Background;

/// <summary>What parsing a background method gave: a model, unless there were findings.</summary>
/// <param name="Model">The model, or null.</param>
/// <param name="Names">The kind of jobs that it claims, with its aliases.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record BackgroundResult(BackgroundMethodModel? Model, EquatableArray<JobKindName> Names, EquatableArray<Finding> Findings);
