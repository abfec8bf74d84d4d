using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.RubyTypes;

/// <summary>What parsing a Ruby type gave: a model, unless there were findings.</summary>
/// <param name="Model">The model, or null.</param>
/// <param name="Place">Where the type is declared.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record RubyTypeResult(RubyTypeModel? Model, SourcePlace Place, EquatableArray<Finding> Findings);
