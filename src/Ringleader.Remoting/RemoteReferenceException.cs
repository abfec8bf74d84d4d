using System.Globalization;

namespace Ringleader.Remoting;

/// <summary>A reference names an object that the server which it points to does not have, or does not have any more.</summary>
/// <remarks>Towards a Ruby caller it is a <c>RangeError</c>, with the words that Ruby's own servers use.</remarks>
public sealed class RemoteReferenceException : RemotingException
{
    private const int ShownLength = 100;

    /// <summary>Creates the error.</summary>
    /// <param name="id">The id that the reference carries.</param>
    /// <param name="reason">One or two sentences: why the id names nothing, and what the caller can do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public RemoteReferenceException(object? id, string reason, Exception? innerException = null)
        : base($"'{Show(id)}' is an invalid reference. {reason}", innerException)
    {
        Id = id;
    }

    /// <summary>The id that the reference carries.</summary>
    public object? Id { get; }

    /// <summary>The id comes from a peer, so its length is its choice.</summary>
    private static string Show(object? id)
    {
        var text = id switch
        {
            null => "nil",
            string value => value,
            IFormattable number when id.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
            _ => id.GetType().Name,
        };
        return text.Length <= ShownLength ? text : string.Concat(text.AsSpan(0, ShownLength), "…");
    }
}
