namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>A member is down: the call goes to the next one.</summary>
/// <param name="space">The member's space.</param>
/// <param name="innerException">What showed it; null when it was down before.</param>
internal sealed class MemberDownException(ITupleSpace space, Exception? innerException)
    : TupleSpaceException($"The space '{space}' does not answer.", innerException);
