using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ringleader.Architecture.Tests;

/// <summary>Names of types and parameters as C# writes them, without namespaces and nullability.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!); // of a by-ref type: always there; the parameter says ref, in or out
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]"; // likewise
        }

        if (type.IsPointer)
        {
            return Of(type.GetElementType()!) + "*"; // likewise
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        return Keywords.GetValueOrDefault(type) ?? (type.IsGenericParameter ? type.Name : Qualified(type));
    }

    /// <summary>The return type, with <c>ref</c> where it is one.</summary>
    public static string Of(ParameterInfo returned) =>
        (returned.ParameterType.IsByRef ? (Has(returned, "System.Runtime.CompilerServices.IsReadOnlyAttribute") ? "ref readonly " : "ref ") : "") + Of(returned.ParameterType);

    /// <summary>The name with its outer types and generic arguments.</summary>
    public static string Qualified(Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        int outerCount = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        string outer = type.DeclaringType is { } declaring
            ? Qualified(declaring.IsGenericTypeDefinition && !type.IsGenericTypeDefinition ? declaring.MakeGenericType(arguments[..outerCount]) : declaring) + "."
            : "";
        return outer + type.Name.Split('`')[0] + Arguments(arguments[outerCount..]);
    }

    public static string Arguments(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Argument))}>";

    public static string Parameters(MethodBase method)
    {
        string extends = method.IsDefined(typeof(ExtensionAttribute), inherit: false) ? "this " : "";
        return $"({extends}{string.Join(", ", method.GetParameters().Select(Parameter))})";
    }

    public static string Parameter(ParameterInfo parameter)
    {
        string passed =
            parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : parameter.IsIn ? "in "
            : "ref ";
        string otherwise = parameter.HasDefaultValue ? " = " + (parameter.DefaultValue is null && parameter.ParameterType.IsValueType ? "default" : Literal(parameter.DefaultValue)) : "";
        return $"{passed}{Of(parameter.ParameterType)} {parameter.Name}{otherwise}";
    }

    /// <summary>The base class unless it goes without saying, and the interfaces that neither it nor another interface brings.</summary>
    public static string Parents(Type type)
    {
        Type[] all = type.IsEnum ? [] : type.GetInterfaces();
        IEnumerable<Type> inherited = (type.BaseType?.GetInterfaces() ?? []).Concat(all.SelectMany(one => one.GetInterfaces()));
        IEnumerable<string> interfaces = all.Except(inherited).Where(one => one.IsVisible).Select(Of).Order(StringComparer.Ordinal);
        IEnumerable<string> parent =
            type.IsEnum ? (Enum.GetUnderlyingType(type) == typeof(int) ? [] : [Of(Enum.GetUnderlyingType(type))])
            : type.IsValueType || type.BaseType is null || type.BaseType == typeof(object) ? []
            : [Of(type.BaseType)];
        string[] parents = [.. parent, .. interfaces];
        return parents.Length == 0 ? "" : " : " + string.Join(", ", parents);
    }

    public static string Constraints(Type[] parameters) => string.Concat(parameters.Where(parameter => parameter.IsGenericParameter).Select(Constraint));

    public static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        char character => $"'{character}'",
        bool flag => flag ? "true" : "false",
        Enum member => $"{Of(member.GetType())}.{member}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!, // null for null only
    };

    public static bool Has(ICustomAttributeProvider member, string attribute) =>
        member.GetCustomAttributes(inherit: false).Any(one => one.GetType().FullName == attribute);

    public static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string Argument(Type argument)
    {
        GenericParameterAttributes variance = argument.IsGenericParameter ? argument.GenericParameterAttributes & GenericParameterAttributes.VarianceMask : default;
        return (variance switch { GenericParameterAttributes.Covariant => "out ", GenericParameterAttributes.Contravariant => "in ", _ => "" }) + Of(argument);
    }

    private static string Constraint(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        bool isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        string[] constraints =
        [
            .. isStruct ? ["struct"] : attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? (string[])["class"] : [],
            .. parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of),
            .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct ? (string[])["new()"] : [],
        ];
        return constraints.Length == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", constraints)}";
    }
}
