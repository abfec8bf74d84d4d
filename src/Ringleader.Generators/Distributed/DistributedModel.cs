using Ringleader.Generators.Contracts;
using Ringleader.Generators.Types;

namespace Ringleader.Generators.Distributed;

/// <summary>A class that is offered with its constructors, its static members and its instances.</summary>
/// <param name="Name">The simple name, by which it is registered.</param>
/// <param name="Declaration">The class as a further part of it is declared, such as <c>partial class User</c>.</param>
/// <param name="Namespace">The namespace of the class; empty for the global one.</param>
/// <param name="Instances">What can be called on its instances.</param>
/// <param name="Class">What can be called on the class itself.</param>
internal sealed record DistributedModel(string Name, string Declaration, string Namespace, ContractModel Instances, ContractModel Class)
{
    public string HintName => GeneratedNames.HintOf(Instances.Namespace, Instances.SimpleName);
}
