namespace Ringleader.Remoting.Tests.Services;

/// <summary>Tells a caller whether its connection's thread is the only one that is awake.</summary>
internal sealed class ThreadProbe : IDynamicRemoteObject
{
    public RemoteServer? Server { get; set; }

    public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken) =>
        new(Server?.Threads.IsOnlyOneAwake ?? false);
}
