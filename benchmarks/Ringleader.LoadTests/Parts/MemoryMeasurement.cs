using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts;

/// <summary>Counts bytes, in a process of its own that nothing else runs in.</summary>
/// <param name="RowName">The name that it is chosen by.</param>
/// <param name="RunAsync">Starts the process and reads what it counted.</param>
internal sealed record MemoryMeasurement(string RowName, Func<CancellationToken, Task<IReadOnlyList<MemoryRow>>> RunAsync);
