namespace Ringleader.Remoting;

/// <summary>
/// The remote side raised an exception whose class is not registered here. Its backtrace precedes the local stack in
/// <see cref="Exception.StackTrace"/>. A server may also throw it to raise a chosen Ruby class at its caller.
/// </summary>
public sealed class RemoteException : RemotingException
{
    /// <summary>Makes an error that reaches a Ruby caller as the named class, if it has that class.</summary>
    /// <param name="remoteType">The Ruby class, such as <c>KeyError</c>.</param>
    /// <param name="message">Its message.</param>
    public RemoteException(string remoteType, string message)
        : base(message)
    {
        ArgumentException.ThrowIfNullOrEmpty(remoteType);
        RemoteType = remoteType;
    }

    internal RemoteException(string remoteType, string message, IReadOnlyList<string> backtrace, object? remoteValue)
        : base(message)
    {
        RemoteType = remoteType;
        RemoteBacktrace = backtrace;
        RemoteValue = remoteValue;
    }

    /// <summary>The class of the exception on the remote side, such as <c>ArgumentError</c>.</summary>
    public string RemoteType { get; }

    /// <summary>The remote backtrace, innermost line first, each line with the peer's address. Empty when the peer sent none.</summary>
    public IReadOnlyList<string> RemoteBacktrace { get; } = [];

    /// <summary>The exception as it arrived, with all its instance variables, or null. It goes back to Ruby as itself.</summary>
    public object? RemoteValue { get; }
}
