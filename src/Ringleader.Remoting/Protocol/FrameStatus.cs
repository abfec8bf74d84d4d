namespace Ringleader.Remoting.Protocol;

/// <summary>What was found when a frame or a message of frames was looked for.</summary>
internal enum FrameStatus
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>It is whole.</summary>
    Complete,

    /// <summary>A frame claims more bytes than the limit.</summary>
    TooLarge,

    /// <summary>A request claims more arguments than the limit.</summary>
    TooManyArguments,

    /// <summary>The server has no room for it.</summary>
    NoRoom,

    /// <summary>A field that the protocol itself reads is not of its kind.</summary>
    Malformed,
}
