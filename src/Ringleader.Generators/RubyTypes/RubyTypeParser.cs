using Microsoft.CodeAnalysis;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Naming;
using Ringleader.Generators.Types;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Generators.RubyTypes;

/// <summary>Turns a type with the Ruby type attribute into a model, or into findings that say why it cannot.</summary>
internal sealed class RubyTypeParser
{
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly FindingList _findings;
    private readonly WireTypeParser _wireTypes;

    private RubyTypeParser(INamedTypeSymbol type, Compilation compilation)
    {
        _type = type;
        _compilation = compilation;
        _findings = new(type);
        _wireTypes = new(compilation.Assembly);
    }

    public static RubyTypeResult Parse(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
    {
        var parser = new RubyTypeParser(type, compilation);
        var model = parser.ParseModel(attribute);
        return new(
            parser._findings.Count == 0 ? model : null,
            SourcePlace.Of(type, type),
            parser._findings.ToEquatableArray());
    }

    private RubyTypeModel? ParseModel(AttributeData attribute)
    {
        var rubyName = KnownTypes.TextOf(attribute);
        var isStruct = attribute.NamedArguments.Any(argument => argument is { Key: "IsStruct", Value.Value: true });
        var form = KnownTypes.IsException(_type) ? RubyTypeForm.Exception : isStruct ? RubyTypeForm.Struct : RubyTypeForm.Object;
        if (ProblemOf(rubyName, isStruct) is { } problem)
        {
            _findings.Add(Rules.RubyTypeIsUnusable, _type, _type.Name, problem);
            return null;
        }

        var properties = PropertyWalk.Of(_type);
        var choice = ConstructorChoice.Best(_type, properties, _compilation);
        if (choice is null || HasRequiredField())
        {
            _findings.Add(Rules.RubyTypeHasNoConstructor, _type, _type.Name);
            return null;
        }

        return new(
            TypeNames.Bare(_type),
            _type.Name,
            GeneratedNames.NamespaceOf(_type),
            rubyName,
            form,
            ParseMembers(properties, choice))
        {
            MessageParameter = choice.Message is { } message ? TypeNames.Escape(message.Name) : null,
            MessageDefault = choice.Message is { HasExplicitDefaultValue: true } optional ? Literals.OfDefault(optional) : null,
            CauseParameter = choice.Cause is { } cause ? TypeNames.Escape(cause.Name) : null,
            ForeignTypes = _wireTypes.ForeignTypes,
        };
    }

    private string? ProblemOf(string rubyName, bool isStruct) =>
        _type.IsGenericType ? "it is generic, and a Ruby class has no type arguments."
        : !Visibility.IsNameable(_type) ? "generated code cannot name it. Make it, and the types it is nested in, public or internal."
        : _type.IsStatic || _type.IsAbstract || _type.IsRefLikeType ? "no object of it can be made. Register the types that derive from it."
        : isStruct && KnownTypes.IsException(_type) ? "an exception is never a Ruby Struct. Leave IsStruct out."
        : !RubyGrammar.IsClassPath(rubyName) ? $"'{rubyName}' is not a Ruby class name such as 'Shop::Point'."
        : ReservedNames.IsReservedClass(rubyName) ? $"the Ruby class '{rubyName}' has a .NET type already."
        : null;

    private EquatableArray<RubyMemberModel> ParseMembers(IReadOnlyList<IPropertySymbol> properties, ConstructorChoice choice)
    {
        var members = new List<RubyMemberModel>();
        foreach (var property in properties)
        {
            if (ParseMember(property, choice) is not { } member)
            {
                continue;
            }

            if (members.Find(other => string.Equals(other.RubyName, member.RubyName, StringComparison.Ordinal)) is { } taken)
            {
                _findings.Add(Rules.NameIsTaken, property, member.Property, taken.Property, member.RubyName);
            }

            members.Add(member);
        }

        return members.ToEquatableArray();
    }

    /// <summary>The member, or null for a property that is computed from others, or after a finding.</summary>
    private RubyMemberModel? ParseMember(IPropertySymbol property, ConstructorChoice choice)
    {
        var parameter = choice.ParameterFor(property);
        var isSettable = property.SetMethod is { } setter && _compilation.IsSymbolAccessibleWithin(setter, _compilation.Assembly);
        if (parameter is null && !isSettable)
        {
            return null;
        }

        var title = $"{_type.Name}.{property.Name}";
        var rubyName = RubyNameReader.Of(property) ?? (parameter is null ? null : RubyNameReader.Of(parameter))
            ?? RubyNames.ToSnakeCase(property.Name);
        if (!RubyGrammar.IsIdentifier(rubyName))
        {
            _findings.Add(Rules.NameIsInvalid, property, title, rubyName, "member");
        }

        if (_wireTypes.Parse(property.Type, out var problem) is not { } wire)
        {
            _findings.Add(Rules.TypeHasNoForm, property, TypeNames.Display(property.Type), title, problem);
            return null;
        }

        var isRequired = property.IsRequired && !SetsRequiredMembers(choice.Constructor);
        return new(TypeNames.Escape(property.Name), rubyName, wire)
        {
            Parameter = parameter is null ? null : TypeNames.Escape(parameter.Name),
            Default = parameter is { HasExplicitDefaultValue: true } ? Literals.OfDefault(parameter) : null,
            IsInitialized = isRequired || (parameter is null && property.SetMethod is { IsInitOnly: true }),
        };
    }

    private bool HasRequiredField()
    {
        for (var type = _type; type is not null; type = type.BaseType)
        {
            if (type.GetMembers().OfType<IFieldSymbol>().Any(field => field.IsRequired))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SetsRequiredMembers(IMethodSymbol constructor) =>
        KnownTypes.Attribute(constructor, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;
}
