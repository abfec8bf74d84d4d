namespace Ringleader.Remoting;

/// <summary>
/// Gives the objects that a server hands out by reference their ids, and finds them again: Ruby's <c>DRbIdConv</c>. It decides
/// how long a reference stays good. A server calls it from many threads at once.
/// </summary>
/// <remarks>
/// A reference is a way in: whoever can name an object can call it. So ids should be hard to guess unless everybody may call
/// what they name. The converters that come with Ringleader draw random numbers.
/// </remarks>
public interface IObjectIdConverter
{
    /// <summary>The id of an object, the same one for as long as the object is known.</summary>
    /// <param name="value">An object that is about to be handed out.</param>
    /// <returns>
    /// A <see cref="long"/>, a string or another value that travels by value; never null, which means the server's front.
    /// </returns>
    object ToId(object value);

    /// <summary>The object that an id names.</summary>
    /// <param name="id">The id as a peer sent it: anything at all, since peers may make ids up.</param>
    /// <exception cref="RemoteReferenceException">The id names no object, or none any more. The caller gets a Ruby RangeError.</exception>
    object ToObject(object id);
}
