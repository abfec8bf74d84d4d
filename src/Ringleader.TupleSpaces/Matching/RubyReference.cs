using System.Diagnostics.CodeAnalysis;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Matching;

/// <summary>A reference to an object of another process, as data or as something that can be called.</summary>
internal static class RubyReference
{
    public static bool TryRead(object? form, [NotNullWhen(true)] out string? uri, out object? id)
    {
        (uri, id) = form switch
        {
            DrbReference reference => (reference.Uri, reference.Id),
            RemoteObject remote => (remote.Uri, remote.Id),
            _ => (null, null),
        };
        return uri is not null;
    }
}
