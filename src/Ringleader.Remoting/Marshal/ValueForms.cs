using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Ringleader.Remoting.Marshal;

/// <summary>Finds out what .NET types are to the writer, once per type. Thread-safe.</summary>
internal static class ValueForms
{
    // Weak, so that types of an assembly that can be unloaded do not keep it.
    private static readonly ConditionalWeakTable<Type, object> Known = [];

    /// <summary>The form of a type.</summary>
    public static ValueForm Of(Type type)
    {
        if (!Known.TryGetValue(type, out var form))
        {
            form = Find(type);
            Known.AddOrUpdate(type, form);
        }

        return (ValueForm)form;
    }

    /// <summary>False for types that are copied whatever the object layer says: the framework's collections.</summary>
    public static bool MayTravelByReference(Type type) =>
        Of(type) is ValueForm.None or ValueForm.LazySequence || !(type.IsArray || type.IsValueType || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true);

    /// <summary>All items, as their number is written before them.</summary>
    public static object?[] ToItems(IEnumerable sequence) => [.. sequence.Cast<object?>()];

    /// <summary>All pairs of a generic dictionary.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "PairReader has no constraint that trimming could break.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A live dictionary has its interfaces.")]
    public static List<KeyValuePair<object?, object?>> ToPairs(IEnumerable dictionary)
    {
        var type = dictionary.GetType();
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw MarshalErrors.CannotWrite(type);
        }

        var arguments = Array.Find(type.GetInterfaces(), IsDictionary)!.GetGenericArguments();
        var reader = (PairReader)Activator.CreateInstance(typeof(PairReader<,>).MakeGenericType(arguments))!;
        return reader.Read(dictionary);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The interfaces that are looked for are named here, so a live type keeps them.")]
    private static object Find(Type type)
    {
        if (type == typeof(byte[]))
        {
            return ValueForm.Binary;
        }

        if (type.IsArray)
        {
            return type.IsSZArray ? ValueForm.List : ValueForm.None;
        }

        if (typeof(IDictionary).IsAssignableFrom(type))
        {
            return ValueForm.Dictionary;
        }

        var interfaces = type.GetInterfaces();
        if (Array.Exists(interfaces, IsDictionary))
        {
            return ValueForm.GenericDictionary;
        }

        if (Array.Exists(interfaces, face => Is(face, typeof(ISet<>)) || Is(face, typeof(IReadOnlySet<>))))
        {
            return ValueForm.Set;
        }

        if (typeof(IList).IsAssignableFrom(type))
        {
            return ValueForm.List;
        }

        if (Array.Exists(interfaces, face => Is(face, typeof(IReadOnlyList<>)) || Is(face, typeof(IList<>))))
        {
            return ValueForm.Sequence;
        }

        if (typeof(ITuple).IsAssignableFrom(type))
        {
            return ValueForm.Tuple;
        }

        return typeof(IEnumerable).IsAssignableFrom(type) ? ValueForm.LazySequence : ValueForm.None;
    }

    private static bool IsDictionary(Type face) => Is(face, typeof(IReadOnlyDictionary<,>)) || Is(face, typeof(IDictionary<,>));

    private static bool Is(Type face, Type definition) => face.IsGenericType && face.GetGenericTypeDefinition() == definition;

    private abstract class PairReader
    {
        public abstract List<KeyValuePair<object?, object?>> Read(IEnumerable dictionary);
    }

    private sealed class PairReader<TKey, TValue> : PairReader
    {
        public override List<KeyValuePair<object?, object?>> Read(IEnumerable dictionary) =>
            [.. ((IEnumerable<KeyValuePair<TKey, TValue>>)dictionary).Select(pair => new KeyValuePair<object?, object?>(pair.Key, pair.Value))];
    }
}
