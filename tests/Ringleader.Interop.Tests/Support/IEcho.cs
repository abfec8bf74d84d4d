using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Support;

/// <summary>Gives back what it gets.</summary>
[RemoteContract]
public interface IEcho
{
    object? Echo(object? value);

    ValueTask<object?> EchoLaterAsync(object? value);
}
