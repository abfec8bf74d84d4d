using System.Globalization;
using System.Reflection;
using System.Text;

namespace Ringleader.Architecture.Tests;

/// <summary>Describes what of an assembly can be named from outside, in lines close to C#, sorted.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        StringBuilder text = new();
        var spaces = ProductAssemblies.WrittenTypes(assembly).Where(IsVisible).GroupBy(type => type.Namespace ?? "").OrderBy(space => space.Key, StringComparer.Ordinal);
        foreach (var space in spaces)
        {
            text.Append("namespace ").Append(space.Key).Append('\n');
            foreach (Type type in space.OrderBy(ApiNames.Qualified, StringComparer.Ordinal))
            {
                Append(text.Append('\n'), type);
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, Type type)
    {
        if (type.BaseType == typeof(MulticastDelegate))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!; // every delegate has it
            text.Append("delegate ").Append(ApiNames.Of(invoke.ReturnParameter)).Append(' ').Append(ApiNames.Qualified(type)).Append(ApiNames.Parameters(invoke)).Append('\n');
            return;
        }

        text.Append(Heading(type)).Append('\n');
        IEnumerable<string> members = type.IsEnum ? EnumMembers(type) : MembersOf(type);
        foreach (string member in members)
        {
            text.Append("  ").Append(member).Append('\n');
        }
    }

    private static string Heading(Type type)
    {
        string[] words =
        [
            type.IsInterface || type.IsEnum || type.IsValueType ? "" : type is { IsAbstract: true, IsSealed: true } ? "static" : type.IsAbstract ? "abstract" : type.IsSealed ? "sealed" : "open",
            ApiNames.Has(type, "System.Runtime.CompilerServices.IsReadOnlyAttribute") ? "readonly" : "",
            type.IsByRefLike ? "ref" : "",
            type.GetMethod("PrintMembers", Declared) is null ? "" : "record",
            type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class",
            ApiNames.Qualified(type) + ApiNames.Parents(type) + ApiNames.Constraints(type.GetGenericArguments()),
        ];
        return string.Join(' ', words.Where(word => word.Length > 0)) + Obsolete(type);
    }

    private static IEnumerable<string> EnumMembers(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => $"{field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}");

    private static IEnumerable<string> MembersOf(Type type) =>
        type.GetMembers(Declared)
            .Select(member => (member.MemberType, member.Name, Text: Member(member)))
            .Where(member => member.Text is not null)
            .OrderBy(member => member.MemberType) // constructors come first, methods before properties
            .ThenBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => member.Text!); // the others were left out above

    /// <summary>A member as one line, or null when outsiders cannot name it or the compiler wrote it.</summary>
    private static string? Member(MemberInfo member)
    {
        string? text = member switch
        {
            ConstructorInfo { IsStatic: false } constructor when IsVisible(constructor) => $"{Access(constructor)}new{ApiNames.Parameters(constructor)}",
            MethodInfo { IsSpecialName: false } method when IsVisible(method) && !ApiNames.IsGenerated(method) => Method(method),
            MethodInfo { IsSpecialName: true } method when IsVisible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) && !ApiNames.IsGenerated(method) => Method(method),
            PropertyInfo property => Property(property),
            EventInfo { AddMethod: { } add } entry when IsVisible(add) => $"{Modifiers(add)}event {ApiNames.Of(entry.EventHandlerType!)} {entry.Name}",
            FieldInfo field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly => Field(field),
            _ => null,
        };
        return text is null ? null : text + Obsolete(member);
    }

    private static string Method(MethodInfo method) =>
        $"{Modifiers(method)}{ApiNames.Of(method.ReturnParameter)} {method.Name}{ApiNames.Arguments(method.GetGenericArguments())}{ApiNames.Parameters(method)}{ApiNames.Constraints(method.GetGenericArguments())}";

    private static string? Property(PropertyInfo property)
    {
        MethodInfo? get = property.GetMethod is { } getter && IsVisible(getter) ? getter : null;
        MethodInfo? set = property.SetMethod is { } setter && IsVisible(setter) ? setter : null;
        if ((get ?? set) is not { } accessor || property.Name == "EqualityContract")
        {
            return null;
        }

        bool init = set?.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") == true;
        string setText = set is null ? "" : (get is not null && Access(set) != Access(get) ? Access(set) : "") + (init ? "init; " : "set; ");
        string name = property.GetIndexParameters() is { Length: > 0 } index ? $"this[{string.Join(", ", index.Select(ApiNames.Parameter))}]" : property.Name;
        string required = ApiNames.Has(property, "System.Runtime.CompilerServices.RequiredMemberAttribute") ? "required " : "";
        return $"{required}{Modifiers(accessor)}{ApiNames.Of(property.PropertyType)} {name} {{ {(get is null ? "" : "get; ")}{setText}}}";
    }

    private static string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "" : "protected ";
        string kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return $"{access}{kind}{ApiNames.Of(field.FieldType)} {field.Name}{(field.IsLiteral ? " = " + ApiNames.Literal(field.GetRawConstantValue()) : "")}";
    }

    private static string Modifiers(MethodInfo method)
    {
        bool inInterface = method.DeclaringType is { IsInterface: true };
        bool overrides = method.GetBaseDefinition().DeclaringType != method.DeclaringType;
        string inheritance =
            method.IsStatic ? (method.IsAbstract ? "static abstract " : "static ")
            : inInterface ? (method.IsAbstract ? "" : "virtual ")
            : overrides ? (method.IsFinal ? "sealed override " : "override ")
            : method.IsAbstract ? "abstract "
            : method is { IsVirtual: true, IsFinal: false } ? "virtual "
            : "";
        return Access(method) + inheritance;
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    // The compiler marks each ref struct as obsolete for compilers that do not know them.
    private static string Obsolete(MemberInfo member) =>
        member is Type { IsByRefLike: true } || !member.IsDefined(typeof(ObsoleteAttribute), inherit: false) ? "" : " [Obsolete]";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)); // nested: has one
}
