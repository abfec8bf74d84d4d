namespace Ringleader.Services;

/// <summary>The root of the errors of services.</summary>
public abstract class ServiceException : RingleaderException
{
    /// <summary>Creates the error with its text and, where there is one, its cause.</summary>
    protected ServiceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
