namespace Ringleader.Services;

/// <summary>No ring server took an offer in time. The offer was withdrawn.</summary>
/// <param name="message">What was offered, how long it was tried, and what to check.</param>
/// <param name="innerException">The cause where there is one.</param>
public sealed class ServiceNotRegisteredException(string message, Exception? innerException = null) : ServiceException(message, innerException);
