namespace Ringleader.TupleSpaces;

/// <summary>The root of the errors of tuple spaces. Rinda's RindaError.</summary>
public abstract class TupleSpaceException : RingleaderException
{
    /// <summary>Creates the error with its text and, where there is one, its cause.</summary>
    protected TupleSpaceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
