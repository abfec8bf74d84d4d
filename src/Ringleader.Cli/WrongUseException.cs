namespace Ringleader.Cli;

/// <summary>The command line asks for something that cannot be meant: exit code 2.</summary>
internal sealed class WrongUseException(string message) : RingleaderException(message)
{
    /// <summary>What a library refused, without the name of its parameter at the end, which is not the user's.</summary>
    public static WrongUseException Of(ArgumentException refused) =>
        new(refused.Message.Replace($" (Parameter '{refused.ParamName}')", "", StringComparison.Ordinal));
}
