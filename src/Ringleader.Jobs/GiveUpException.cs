namespace Ringleader.Jobs;

/// <summary>Thrown by a handler: trying again is of no use. The job is failed at once, whatever attempts are left.</summary>
/// <param name="reason">Kept as the job's last error.</param>
/// <param name="innerException">The cause where there is one; its stack is kept too.</param>
public sealed class GiveUpException(string reason, Exception? innerException = null) : JobException(reason, innerException);
