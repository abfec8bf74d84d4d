using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Objects;

/// <summary>What each run-time type offers to peers, found once per type.</summary>
internal static class RemoteTypes
{
    private static readonly ConditionalWeakTable<Type, OfferedType> Types = [];

    /// <summary>True when instances are never copied.</summary>
    public static bool IsByReference(object value) => Of(value).IsByReference;

    /// <summary>The dispatchers of the contracts that an object implements; none means nothing of it may be called.</summary>
    public static ReadOnlySpan<RemoteDispatcher> DispatchersOf(object value) => Of(value).Dispatchers;

    private static OfferedType Of(object value)
    {
        var type = value.GetType();
        return Types.TryGetValue(type, out var offered) ? offered : Types.GetValue(type, _ => Describe(value));
    }

    private static OfferedType Describe(object value)
    {
        var type = value.GetType();
        RunInitializersOfContracts(type);
        var dispatchers = BuiltInDispatchers.For(value) is { } builtIn ? [builtIn] : RemoteContracts.DispatchersFor(value);
        var isMarked = type.IsDefined(typeof(ByReferenceAttribute), inherit: true);
        return new OfferedType(dispatchers, isMarked || (dispatchers.Length > 0 && BuiltInDispatchers.For(value) is null));
    }

    /// <summary>
    /// A contract registers itself when its assembly's module initializer runs, which the runtime does no sooner than it
    /// runs code of that assembly. An assembly of interfaces alone has none to run.
    /// </summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2070", Justification = "An interface that was trimmed away cannot be a contract that anybody calls.")]
    private static void RunInitializersOfContracts(Type type)
    {
        foreach (var contract in type.GetInterfaces())
        {
            if (contract.IsDefined(typeof(RemoteContractAttribute), inherit: false))
            {
                RuntimeHelpers.RunModuleConstructor(contract.Module.ModuleHandle);
            }
        }
    }

    private sealed record OfferedType(RemoteDispatcher[] Dispatchers, bool IsByReference);
}
