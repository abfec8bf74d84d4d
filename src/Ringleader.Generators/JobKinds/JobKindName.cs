using Ringleader.Generators.Diagnostics;

namespace Ringleader.Generators.JobKinds;

/// <summary>A name or an alias that a job type or a background method claims.</summary>
/// <param name="Name">The name.</param>
/// <param name="Owner">Who claims it, for messages.</param>
/// <param name="Place">Where that is declared.</param>
internal sealed record JobKindName(string Name, string Owner, SourcePlace Place);
