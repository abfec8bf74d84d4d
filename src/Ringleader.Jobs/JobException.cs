namespace Ringleader.Jobs;

/// <summary>The root of the errors of jobs.</summary>
public abstract class JobException : RingleaderException
{
    /// <summary>Creates the error with its text and, where there is one, its cause.</summary>
    protected JobException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
