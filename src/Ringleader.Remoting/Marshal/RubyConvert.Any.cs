using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Marshal;

/// <content>Conversion to a type that is known only at run time, for untyped calls.</content>
public static partial class RubyConvert
{
    private static readonly Dictionary<Type, Func<object?, object?>> Scalars = new()
    {
        [typeof(bool)] = value => ToBoolean(value),
        [typeof(sbyte)] = value => ToSByte(value),
        [typeof(byte)] = value => ToByte(value),
        [typeof(short)] = value => ToInt16(value),
        [typeof(ushort)] = value => ToUInt16(value),
        [typeof(int)] = value => ToInt32(value),
        [typeof(uint)] = value => ToUInt32(value),
        [typeof(long)] = value => ToInt64(value),
        [typeof(ulong)] = value => ToUInt64(value),
        [typeof(Int128)] = value => ToInt128(value),
        [typeof(UInt128)] = value => ToUInt128(value),
        [typeof(BigInteger)] = value => ToBigInteger(value),
        [typeof(float)] = value => ToSingle(value),
        [typeof(double)] = value => ToDouble(value),
        [typeof(decimal)] = value => ToDecimal(value),
        [typeof(char)] = value => ToChar(value),
        [typeof(string)] = ToText,
        [typeof(byte[])] = ToBytes,
        [typeof(ReadOnlyMemory<byte>)] = value => new ReadOnlyMemory<byte>(ToBytes(value)),
        [typeof(RubySymbol)] = ToSymbol,
        [typeof(DateTimeOffset)] = value => ToDateTimeOffset(value),
        [typeof(DateTime)] = value => ToDateTime(value),
        [typeof(TimeSpan)] = value => ToTimeSpan(value),
        [typeof(Guid)] = value => ToGuid(value),
        [typeof(Uri)] = ToUri,
        [typeof(Version)] = ToVersion,
    };

    private static readonly Type[] ListTypes =
    [
        typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(IEnumerable<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>),
    ];

    private static readonly Type[] SetTypes = [typeof(HashSet<>), typeof(ISet<>), typeof(IReadOnlySet<>)];

    private static readonly Type[] DictionaryTypes = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    /// <summary>
    /// Converts to any type of the other methods: scalars, enums, registered types and nodes, and nullables, arrays, lists, sets,
    /// dictionaries and tuples of them.
    /// </summary>
    /// <remarks>
    /// Generic collections and arrays need code that is made at run time. In a natively compiled program ask for
    /// <see cref="object"/>[] or <see cref="RubyHash"/>, or declare a contract, whose conversions are generated.
    /// </remarks>
    public static T To<T>(object? value)
    {
        if (value is T already)
        {
            return already;
        }

        // A cast of null is what makes a nullable or a reference of it, so the declared type decides.
        return (T)ToType(value, typeof(T))!;
    }

    internal static object? ToType(object? value, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return value is null ? null : ToType(value, underlying);
        }

        if (Scalars.TryGetValue(type, out var convert))
        {
            return convert(value);
        }

        if (type.IsEnum)
        {
            return ToEnum(value, type);
        }

        if (value is null)
        {
            return type.IsValueType ? throw Refused(value, $"a '{type}'") : null;
        }

        if (type.IsInstanceOfType(value))
        {
            return value;
        }

        var plain = Plain(value);
        if (type.IsInstanceOfType(plain))
        {
            return plain;
        }

        if (!type.IsSZArray && !type.IsConstructedGenericType)
        {
            throw Refused(value, $"a '{type}' (is its Ruby class registered?)");
        }

        return RuntimeFeature.IsDynamicCodeSupported
            ? ToConstructed(value, type)
            : throw new MarshalException($"A '{type}' cannot be made in a natively compiled program. Ask for object?[] or RubyHash, or declare a contract.");
    }

    private static object ToEnum(object? value, Type type)
    {
        if (value is long number)
        {
            return Enum.ToObject(type, number);
        }

        if (Plain(value) is string or RubySymbol or RubyString)
        {
            var wanted = ToText(value)!;
            foreach (var name in Enum.GetNames(type))
            {
                if (string.Equals(name, wanted, StringComparison.Ordinal) || string.Equals(RubyNames.ToSnakeCase(name), wanted, StringComparison.Ordinal))
                {
                    return Enum.Parse(type, name);
                }
            }
        }

        throw Refused(value, $"a member of '{type}'");
    }

    [RequiresDynamicCode("Makes generic types of the type arguments.")]
    private static object ToConstructed(object value, Type type)
    {
        if (type.IsSZArray)
        {
            return ToArrayOf(value, type.GetElementType()!);
        }

        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (ListTypes.Contains(definition))
        {
            return CreateCollection(typeof(List<>), arguments, ToArrayOf(value, arguments[0]));
        }

        if (SetTypes.Contains(definition))
        {
            return ToGeneric(nameof(ToSetOfItems), value, arguments);
        }

        if (DictionaryTypes.Contains(definition))
        {
            return ToGeneric(nameof(ToDictionaryOfPairs), value, arguments);
        }

        return type.IsAssignableTo(typeof(ITuple)) ? ToTuple(value, type, arguments) : throw Refused(value, $"a '{type}'");
    }

    [RequiresDynamicCode("Makes an array of the type.")]
    private static Array ToArrayOf(object value, Type elementType)
    {
        var items = ItemsOf(value, "an Array")!;
        using var budget = ConversionBudget.Take(items.Length);
        var array = Array.CreateInstance(elementType, items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            array.SetValue(ToType(items[i], elementType), i);
        }

        return array;
    }

    [RequiresDynamicCode("Makes a method of the types.")]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The methods have no constraint that trimming could break.")]
    private static object ToGeneric(string method, object value, Type[] arguments)
    {
        // Both methods exist below and give no null for a value.
        return typeof(RubyConvert).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [value], culture: null)!;
    }

    private static HashSet<T> ToSetOfItems<T>(object value) => ToSet(value, static item => (T)ToType(item, typeof(T))!)!;

    private static Dictionary<TKey, TValue> ToDictionaryOfPairs<TKey, TValue>(object value)
        where TKey : notnull =>
        ToDictionary(value, static key => (TKey)ToType(key, typeof(TKey))!, static item => (TValue)ToType(item, typeof(TValue))!)!;

    [RequiresDynamicCode("Makes a collection of the types.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The collections have no constraint that trimming could break.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The constructors are those of framework collections that this class uses itself.")]
    private static object CreateCollection(Type definition, Type[] arguments, params object[] constructorArguments) =>
        Activator.CreateInstance(definition.MakeGenericType(arguments), constructorArguments)!;

    [RequiresDynamicCode("Makes a tuple of the types.")]
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The caller's own code names the tuple type, whose only constructor it uses.")]
    private static object ToTuple(object value, Type type, Type[] arguments)
    {
        // From the eighth on, elements are in a tuple of their own at the end.
        const int maxFlat = 7;
        var items = ItemsOf(value, "an Array")!;
        var flat = Math.Min(arguments.Length, maxFlat);
        if (arguments.Length <= maxFlat ? items.Length != flat : items.Length <= flat)
        {
            throw Refused(value, string.Create(CultureInfo.InvariantCulture, $"an Array of {arguments.Length}"));
        }

        var elements = new object?[arguments.Length];
        for (var i = 0; i < flat; i++)
        {
            elements[i] = ToType(items[i], arguments[i]);
        }

        if (arguments.Length > maxFlat)
        {
            elements[maxFlat] = ToTuple(items[maxFlat..], arguments[maxFlat], arguments[maxFlat].GetGenericArguments());
        }

        return Activator.CreateInstance(type, elements)!;
    }
}
