namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>What a worker without work sent to the database in one round.</summary>
/// <param name="StatementsPerSecond">Statements, also those of a transaction each.</param>
/// <param name="WritingStatements">How many different statements wrote to the log; the heartbeat is one.</param>
/// <param name="WalBytesPerBeat">What they wrote to the log in the time between two beats.</param>
internal sealed record IdleSample(double StatementsPerSecond, double WritingStatements, double WalBytesPerBeat);
