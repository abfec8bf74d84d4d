using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>
/// Puts references in the place of objects that stay in this process, field by field. Left alone, one such object would make its
/// whole tuple travel by reference, to be asked for its fields one by one.
/// </summary>
internal static class WireFields
{
    /// <summary>The Array or Hash itself when it holds no such object, else a copy.</summary>
    public static object WithReferences(object fields, Func<object, RemoteObject> referenceTo)
    {
        switch (fields)
        {
            case object?[] array when Array.Exists(array, StaysHere):
                return Array.ConvertAll(array, field => Replace(field, referenceTo));
            case RubyHash hash when hash.Values.Any(StaysHere):
                var copy = new RubyHash(hash.Count);
                foreach (var (key, value) in hash)
                {
                    copy.Add(key, Replace(value, referenceTo));
                }

                return copy;
            default:
                return fields;
        }
    }

    private static object? Replace(object? field, Func<object, RemoteObject> referenceTo) =>
        StaysHere(field) ? referenceTo(field!) : field; // null does not stay

    private static bool StaysHere(object? field) =>
        field is not (null or string or long or int or bool or double or RubySymbol or RubyString) && RemoteObject.IsByReference(field);
}
