namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>A range in the hands of a worker.</summary>
/// <param name="Id">Which range.</param>
/// <param name="Term">The number of this lease.</param>
/// <param name="Worker">Who has it.</param>
/// <param name="TakenAt">When it was given, as a time stamp of the ledger's clock.</param>
internal sealed record RangeLease(int Id, int Term, string Worker, long TakenAt);
