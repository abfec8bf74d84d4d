namespace Ringleader.LoadTests;

/// <summary>A run that cannot go on. The message is all that its user sees.</summary>
internal sealed class LoadTestException(string message) : Exception(message);
