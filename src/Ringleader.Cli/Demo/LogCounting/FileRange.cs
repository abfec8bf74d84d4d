namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Where some whole lines are in a file.</summary>
internal readonly record struct FileRange(long Offset, int Length, int LineCount);
