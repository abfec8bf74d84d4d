using System.Globalization;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>The Array or Hash of a tuple or template, asked for its fields as Ruby asks its own.</summary>
internal static class ServedFields
{
    public static int Count(object? value) => value switch
    {
        object?[] array => array.Length,
        RubyHash hash => hash.Count,
        _ => 0,
    };

    /// <summary>Ruby's <c>[]</c>: nil where there is nothing, counted from the end where the index is negative.</summary>
    public static object? At(object? value, object? key) => TryFind(value, key, out var field) ? field : null;

    /// <summary>Ruby's <c>fetch</c>.</summary>
    /// <exception cref="RemoteException">There is nothing: IndexError or KeyError.</exception>
    public static object? Fetch(object? value, object? key)
    {
        if (TryFind(value, key, out var field))
        {
            return field;
        }

        throw value is RubyHash
            ? new RemoteException("KeyError", $"key not found: {key}")
            : new RemoteException("IndexError", string.Create(CultureInfo.InvariantCulture, $"index {key} outside of array bounds: {-Count(value)}...{Count(value)}"));
    }

    private static bool TryFind(object? value, object? key, out object? field)
    {
        field = null;
        switch (value)
        {
            case RubyHash hash:
                return hash.TryGetValue(key, out field) || hash.TryGetValue(RubyConvert.ToText(key), out field);
            case object?[] array:
                var index = RubyConvert.ToInt64(key);
                index = index < 0 ? index + array.Length : index;
                if (index < 0 || index >= array.Length)
                {
                    return false;
                }

                field = array[index];
                return true;
            default:
                return false;
        }
    }
}
