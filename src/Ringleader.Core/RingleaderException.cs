namespace Ringleader;

/// <summary>The root of every error that Ringleader itself raises.</summary>
/// <remarks>
/// Misuse of an API is reported with the framework's own exceptions, cancellation stays
/// <see cref="OperationCanceledException"/>, and a deadline that passed is a <see cref="TimeoutException"/>.
/// </remarks>
public abstract class RingleaderException : Exception
{
    /// <summary>Creates the error with its text and, where there is one, its cause.</summary>
    protected RingleaderException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>True when the same operation may succeed if it is tried again later. False by default.</summary>
    public virtual bool IsTransient => false;
}
