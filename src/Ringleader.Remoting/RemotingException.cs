namespace Ringleader.Remoting;

/// <summary>The root of the errors of remote calls.</summary>
public abstract class RemotingException : RingleaderException
{
    /// <summary>Creates the error with its text and, where there is one, its cause.</summary>
    protected RemotingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
