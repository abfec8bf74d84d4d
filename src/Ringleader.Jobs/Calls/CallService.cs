using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Calls;

/// <summary>
/// A service whose methods may be called later. What is stored of such a call is the kind <c>call:NAME.METHOD</c> and the arguments as a
/// JSON array, which are found again among the methods of this very service: no text from a store ever leads to another type.
/// </summary>
internal sealed class CallService
{
    private const string Prefix = "call:";

    private CallService(Type type, string name, IReadOnlyList<CallMethod> methods)
    {
        Type = type;
        Name = name;
        Methods = methods;
    }

    /// <summary>The type by which the container knows it.</summary>
    public Type Type { get; }

    /// <summary>Its stable name.</summary>
    public string Name { get; }

    /// <summary>Its methods, all overloads of a name together.</summary>
    public IReadOnlyList<CallMethod> Methods { get; }

    /// <summary>The public methods of a type as kinds of jobs.</summary>
    /// <exception cref="ArgumentException">The name is none, or the type has no methods.</exception>
    public static CallService Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TService>(string name)
    {
        JobNames.ThrowIfInvalid(name, nameof(name));
        CallMethod[] methods =
        [
            .. typeof(TService).GetMethods(BindingFlags.Public | BindingFlags.Instance)
                .Where(method => !method.IsSpecialName && method.DeclaringType != typeof(object))
                .GroupBy(method => method.Name, StringComparer.Ordinal)
                .Select(group => new CallMethod(typeof(TService), $"{Prefix}{name}.{group.Key}", [.. group.Select(method => new CallOverload(method))])),
        ];
        return methods.Length > 0
            ? new(typeof(TService), name, methods)
            : throw new ArgumentException($"'{typeof(TService)}' declares no public method that could be called.", nameof(name));
    }

    /// <summary>The overload that an expression names.</summary>
    /// <exception cref="ArgumentException">It cannot be called later; the message says why.</exception>
    public (CallMethod Method, CallOverload Overload) Find(MethodInfo wanted)
    {
        foreach (var method in Methods)
        {
            if (method.Find(wanted) is { } overload)
            {
                return (method, overload);
            }
        }

        throw new ArgumentException($"'{wanted.DeclaringType}.{wanted.Name}' cannot be called later, since '{Type}' does not declare it. Call a method of the service itself.", nameof(wanted));
    }
}
