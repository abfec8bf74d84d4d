using Microsoft.CodeAnalysis;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Naming;
using Ringleader.Generators.Types;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Generators.Contracts;

/// <summary>Reads the members of an interface, or of a class that is offered itself.</summary>
internal sealed class MemberParser(SignatureParser signatures, FindingList findings)
{
    private readonly ParameterParser _parameters = new(signatures, findings);

    /// <summary>The member, or null when it is none that a proxy implements, or after a finding.</summary>
    public MemberModel? Parse(ISymbol member)
    {
        if (member is IMethodSymbol { MethodKind: not MethodKind.Ordinary } or not (IMethodSymbol or IPropertySymbol or IEventSymbol))
        {
            return null;
        }

        // Members with a body of their own stay local unless a proxy can take them over.
        if (!member.IsAbstract && (member.IsStatic || !member.IsVirtual))
        {
            return null;
        }

        if (member.IsStatic || member.DeclaredAccessibility != Accessibility.Public)
        {
            findings.Add(Rules.MemberIsUnsupported, member, TitleOf(member), "a contract offers public instance members only.");
            return null;
        }

        return ParseOffered(member);
    }

    /// <summary>A member that is known to be offered, or null after a finding.</summary>
    public MemberModel? ParseOffered(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => ParseConstructor(constructor),
        IMethodSymbol method => ParseMethod(method),
        IPropertySymbol property => ParseProperty(property),
        _ => ParseEvent((IEventSymbol)member),
    };

    private MemberModel? ParseConstructor(IMethodSymbol constructor)
    {
        var title = constructor.ContainingType.Name + ".new";
        var result = new ResultModel(ResultKind.Value, new(TypeNames.Bare(constructor.ContainingType), WireShape.Registered));
        return _parameters.Parse(constructor.Parameters, result, title) is { } parameters
            ? new(NewCall(CallKind.Construct, "new", constructor, title, parameters, result))
            : null;
    }

    private MemberModel? ParseMethod(IMethodSymbol method)
    {
        var title = TitleOf(method);
        if (method.IsGenericMethod)
        {
            findings.Add(Rules.MethodIsGeneric, method, title);
            return null;
        }

        if (!CheckNoReference(method.RefKind, method, title) || method.IsVararg)
        {
            return null;
        }

        if (signatures.ParseResult(method.ReturnType, method, title) is not { } result
            || _parameters.Parse(method.Parameters, result, title) is not { } parameters)
        {
            return null;
        }

        var name = RubyNameReader.Of(method) ?? RubyNames.OfMember(method.Name, result.IsAsync, IsBoolean(result));
        CheckName(name, method, title);
        return new(NewCall(CallKind.Method, name, method, title, parameters, result));
    }

    private MemberModel? ParseProperty(IPropertySymbol property)
    {
        var title = TitleOf(property);
        var isOfInterface = property.ContainingType.TypeKind == TypeKind.Interface;
        if (property.SetMethod is { IsInitOnly: true } && isOfInterface)
        {
            const string problem = "an init accessor runs only while an object is built. Use set, or leave it out.";
            findings.Add(Rules.MemberIsUnsupported, property, title, problem);
            return null;
        }

        if (!CheckNoReference(property.RefKind, property, title)
            || signatures.ParseResult(property.Type, property, title) is not { } result
            || _parameters.Parse(property.Parameters, result, title) is not { } index)
        {
            return null;
        }

        var isReadable = IsOffered(property.GetMethod);
        var isWritable = IsOffered(property.SetMethod);
        if (result.Type is null || (isWritable && (result.IsAsync || result.Delegate is not null)))
        {
            findings.Add(Rules.MemberIsUnsupported, property, title, "a property holds a value. Use a method.");
            return null;
        }

        var name = RubyNameReader.Of(property)
            ?? (property.IsIndexer ? "[]" : RubyNames.OfMember(property.Name, result.IsAsync, IsBoolean(result)));
        var getter = !isReadable ? null : NewCall(CallKind.Get, name, property, title, index, result);
        var setter = !isWritable ? null : NewSetter(name.TrimEnd('?') + "=", property, title, index, result.Type);
        foreach (var call in new[] { getter, setter })
        {
            if (call is not null)
            {
                CheckName(call.RubyName, property, title);
            }
        }

        return (getter, setter) switch
        {
            ({ } first, var second) => new(first, second) { PropertyType = result.FullName },
            (null, { } only) => new(only) { PropertyType = result.FullName },
            _ => null,
        };
    }

    private MemberModel? ParseEvent(IEventSymbol member)
    {
        var title = TitleOf(member);
        if (member.Type is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke }
            || signatures.ParseDelegate(invoke, member, title) is not { } signature)
        {
            return null;
        }

        var name = RubyNameReader.Of(member) ?? RubyNames.ToSnakeCase(member.Name);
        CheckName("on_" + name, member, title);
        return new(NewEventCall(CallKind.Subscribe, "on_" + name), NewEventCall(CallKind.Unsubscribe, "off_" + name));

        CallModel NewEventCall(CallKind kind, string rubyName) =>
            NewCall(kind, rubyName, member, title, default, ResultModel.Nothing) with
            {
                Event = new(SignatureParser.OfDelegate(member.Type) with { IsNullable = false }, signature),
            };
    }

    private static CallModel NewSetter(
        string name, IPropertySymbol property, string title, EquatableArray<ParameterModel> index, WireType type)
    {
        var value = new ParameterModel("value", "", ParameterRole.Positional, type, null);
        return NewCall(CallKind.Set, name, property, title, index.Append(value).ToEquatableArray(), ResultModel.Nothing);
    }

    private static CallModel NewCall(
        CallKind kind, string name, ISymbol member, string title, EquatableArray<ParameterModel> parameters, ResultModel result) =>
        new(
            kind,
            name,
            TypeNames.Bare(member.ContainingType),
            member is IPropertySymbol { IsIndexer: true } ? "" : TypeNames.Escape(member.Name),
            title,
            parameters,
            result)
        {
            IsStatic = member.IsStatic,
        };

    /// <summary>A class may have accessors of its own, and values that are set only while an object is built.</summary>
    private static bool IsOffered(IMethodSymbol? accessor) =>
        accessor is { DeclaredAccessibility: Accessibility.Public, IsInitOnly: false };

    private bool CheckNoReference(RefKind kind, ISymbol member, string title)
    {
        if (kind == RefKind.None)
        {
            return true;
        }

        findings.Add(Rules.MemberIsUnsupported, member, title, "it returns a reference to memory. Return the value.");
        return false;
    }

    private void CheckName(string name, ISymbol member, string title)
    {
        if (!RubyGrammar.IsMethod(name))
        {
            findings.Add(Rules.NameIsInvalid, member, title, name, "method");
        }
        else if (ReservedNames.IsReservedMethod(name))
        {
            findings.Add(Rules.NameIsReserved, member, title, name);
        }
    }

    private static bool IsBoolean(ResultModel result) => result.Type is { Shape: WireShape.Scalar, Converter: "ToBoolean" };

    private static string TitleOf(ISymbol member) =>
        member.ContainingType.Name + "." + (member is IPropertySymbol { IsIndexer: true } ? "this[]" : member.Name);
}
