using Microsoft.CodeAnalysis;
using Ringleader.Generators.Diagnostics;
using Ringleader.Generators.Naming;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>Turns an interface with the contract attribute into a model, or into findings that say why it cannot.</summary>
internal static class ContractParser
{
    public static ContractResult Parse(INamedTypeSymbol contract, IAssemblySymbol assembly, CancellationToken cancellationToken)
    {
        var findings = new FindingList(contract);
        if (!CheckDeclaration(contract, findings))
        {
            return new(null, findings.ToEquatableArray());
        }

        var types = new WireTypeParser(assembly);
        var parser = new MemberParser(new SignatureParser(types, findings), findings);
        var overloads = new OverloadRules(findings);
        var members = new List<MemberModel>();
        foreach (var symbol in MembersOf(contract))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parser.Parse(symbol) is { } member)
            {
                members.Add(member with
                {
                    First = overloads.Admit(member.First, symbol),
                    Second = member.Second is null ? null : overloads.Admit(member.Second, symbol),
                });
            }
        }

        if (findings.Count > 0)
        {
            return new(null, findings.ToEquatableArray());
        }

        var model = new ContractModel(
            TypeNames.Bare(contract),
            contract.Name,
            GeneratedNames.NamespaceOf(contract),
            members.ToEquatableArray(),
            types.ForeignTypes)
        {
            RubyClass = RubyNameReader.Of(contract),
        };
        return new(model, default);
    }

    private static bool CheckDeclaration(INamedTypeSymbol contract, FindingList findings)
    {
        if (contract.IsGenericType)
        {
            findings.Add(Rules.ContractIsGeneric, contract, contract.Name);
        }
        else if (RubyNameReader.Of(contract) is { } rubyClass && !RubyGrammar.IsClassPath(rubyClass))
        {
            findings.Add(Rules.NameIsInvalid, contract, contract.Name, rubyClass, "class");
        }
        else if (!Visibility.IsNameable(contract))
        {
            findings.Add(Rules.ContractIsHidden, contract, contract.Name);
        }

        return findings.Count == 0;
    }

    /// <summary>The contract's own members, then those of each inherited interface after all that derive from it.</summary>
    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol contract) =>
        contract.AllInterfaces
            .OrderByDescending(inherited => inherited.AllInterfaces.Length)
            .Prepend(contract)
            .SelectMany(type => type.GetMembers());
}
