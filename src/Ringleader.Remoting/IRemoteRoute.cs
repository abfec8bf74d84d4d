namespace Ringleader.Remoting;

/// <summary>
/// Picks the object that answers a call, for each call anew: how a typed proxy made by <see cref="RemoteObject.Through{T}"/>
/// shares its calls out over several equal objects.
/// </summary>
/// <remarks>Called by many threads at once, at the start of calls, so it should be quick and wait for nothing.</remarks>
public interface IRemoteRoute
{
    /// <summary>The object for the next call. What it throws, the call throws.</summary>
    RemoteObject Next();

    /// <summary>
    /// The object to try in place of one whose server could not be connected to, so that the call was not sent. It may have to
    /// give several, one after the other, for the same call.
    /// </summary>
    /// <param name="unreachable">An object that this route gave.</param>
    /// <returns>Another object, or null when there is none left to try: the call then fails as it would have without a route.</returns>
    RemoteObject? Instead(RemoteObject unreachable);
}
