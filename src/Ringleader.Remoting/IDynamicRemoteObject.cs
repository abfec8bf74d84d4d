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

    /// <summary>
    /// Answers <c>respond_to?</c> for a name that no contract of the object has. By default false. Ruby's libraries ask before
    /// they call: <c>add_observer</c>, for one, refuses an object that does not respond to <c>update</c>.
    /// </summary>
    /// <param name="method">The Ruby name as it was sent.</param>
    /// <returns>
    /// True when <see cref="InvokeAsync"/> handles the name. Do not answer true for all: Ruby would take such an object for an
    /// Array (<c>to_ary</c>) or a String (<c>to_str</c>).
    /// </returns>
    bool RespondsTo(string method) => false;
}
