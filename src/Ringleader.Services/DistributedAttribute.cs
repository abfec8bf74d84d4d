using Ringleader.Remoting;

namespace Ringleader.Services;

/// <summary>
/// Marks a partial class that can be offered with <see cref="ServiceRing.OfferClassAsync{T}"/>: peers create instances of it in
/// this process, call its static members, and call the instances, which travel by reference. Distribunaut's Distributable.
/// </summary>
/// <remarks>
/// Offered are the public members that the class itself declares, constructors as <c>new</c>, by the names that
/// <see cref="RemoteContractAttribute"/> would give them; nothing that it inherits or overrides.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DistributedAttribute : Attribute;
