namespace Ringleader.Cli;

/// <summary>A command could not do what it was asked: exit code 1.</summary>
internal sealed class CommandFailedException(string message, Exception? innerException = null) : RingleaderException(message, innerException);
