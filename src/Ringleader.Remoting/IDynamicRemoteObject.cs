namespace Ringleader.Remoting;

/// <summary>An object that answers any method name: Ruby's <c>method_missing</c>. It travels by reference.</summary>
/// <remarks>Nothing limits what a peer may name, so treat the name and the arguments as input.</remarks>
public interface IDynamicRemoteObject
{
    /// <summary>Answers a call of a method that no contract of the object has.</summary>
    /// <param name="method">The Ruby name as it was sent.</param>
    /// <param name="arguments">The decoded arguments; keywords are a trailing Hash.</param>
    /// <param name="block">The caller's block, or null.</param>
    /// <param name="cancellationToken">Ends when the caller is gone, the call's time is over or the server stops.</param>
    /// <returns>The result. To say that there is no such method, throw <see cref="MissingMethodException"/>.</returns>
    ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken);
}
