namespace Ringleader.Cli;

/// <summary>What scripts may rely on.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The operation failed; the reason is one line on standard error.</summary>
    public const int Failure = 1;

    /// <summary>The command line asks for something that cannot be meant.</summary>
    public const int WrongUse = 2;
}
