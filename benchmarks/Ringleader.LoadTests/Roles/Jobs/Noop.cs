using Ringleader.Jobs;

namespace Ringleader.LoadTests.Roles.Jobs;

/// <summary>A job that does nothing.</summary>
[Job("noop")]
internal sealed record Noop(int Id);
