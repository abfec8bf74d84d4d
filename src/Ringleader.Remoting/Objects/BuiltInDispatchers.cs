using System.Collections;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Objects;

/// <summary>
/// What may be called on a collection that travelled by reference because one of its members cannot be copied: Ruby then asks
/// for the members one by one.
/// </summary>
internal static class BuiltInDispatchers
{
    /// <summary>The dispatcher for a collection, or null for anything else.</summary>
    public static RemoteDispatcher? For(object value) => value switch
    {
        RubyHash or IDictionary => HashDispatcher.Instance,
        IList => ListDispatcher.Instance,
        _ => null,
    };
}
