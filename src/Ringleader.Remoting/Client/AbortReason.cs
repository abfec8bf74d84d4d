namespace Ringleader.Remoting.Client;

/// <summary>Why a connection was ended from outside while a call was in flight.</summary>
internal enum AbortReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The caller's token was cancelled.</summary>
    Cancelled,

    /// <summary>The call's time was over.</summary>
    TimedOut,

    /// <summary>The client was disposed.</summary>
    Disposed,
}
