namespace Ringleader.Remoting;

/// <summary>How far a call had come when its connection failed.</summary>
public enum RemotingPhase
{
    /// <summary>No connection was made: the call did not run.</summary>
    Connecting,

    /// <summary>The call was being written: it may have run.</summary>
    Sending,

    /// <summary>The call was written and no answer had come: it may have run.</summary>
    Waiting,

    /// <summary>The answer had begun to arrive: the call ran.</summary>
    Reading,
}
