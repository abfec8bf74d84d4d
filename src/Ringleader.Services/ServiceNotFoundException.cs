namespace Ringleader.Services;

/// <summary>No ring server knows a live provider of a service. RingyDingy's "unable to find service".</summary>
/// <param name="message">Which ring servers were asked, and which dead providers were seen.</param>
/// <param name="innerException">The cause where there is one.</param>
public sealed class ServiceNotFoundException(string message, Exception? innerException = null) : ServiceException(message, innerException);
