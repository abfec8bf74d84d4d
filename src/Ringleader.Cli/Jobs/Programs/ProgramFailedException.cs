namespace Ringleader.Cli.Jobs.Programs;

/// <summary>A command job's program did not start, or did not end with exit code 0.</summary>
internal sealed class ProgramFailedException(string message, Exception? innerException = null) : RingleaderException(message, innerException);
