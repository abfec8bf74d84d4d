namespace Ringleader.Services;

/// <summary>An address names an application of which no ring server knows anything. Distribunaut's UnknownApplication.</summary>
/// <param name="message">The application, and those that are known.</param>
/// <param name="innerException">The cause where there is one.</param>
public sealed class UnknownApplicationException(string message, Exception? innerException = null) : ServiceException(message, innerException);
