using System.Security.Cryptography;
using Ringleader.Remoting;

namespace Ringleader.Cli;

/// <summary>What a command that ended with an exception tells its caller.</summary>
internal static class Failure
{
    /// <summary>The exit code, and the reason in one line; only an error of the tool itself keeps its stack trace.</summary>
    public static (int ExitCode, string Reason) Of(Exception error, CancellationToken interrupted) => error switch
    {
        OperationCanceledException when interrupted.IsCancellationRequested => (ExitCode.Failure, "Interrupted."),
        WrongUseException => (ExitCode.WrongUse, OneLine.Of(error.Message)),
        RemoteException raised => (ExitCode.Failure, OneLine.Of($"{raised.RemoteType}: {raised.Message}")),
        RemoteMethodMissingException => (ExitCode.Failure, OneLine.Of($"NoMethodError: {error.Message}")),
        RingleaderException or TimeoutException or IOException or UnauthorizedAccessException or CryptographicException =>
            (ExitCode.Failure, OneLine.Of(error.Message)),
        _ => (ExitCode.Failure, $"This is an error of ringleader itself; please report it. {error}"),
    };
}
