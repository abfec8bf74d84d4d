using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Ringleader.Remoting.Contracts;

/// <summary>The contracts of this process. Generated module initializers add to it. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RemoteContracts
{
    private static readonly ConcurrentDictionary<Type, RemoteDispatcher> Dispatchers = new();

    /// <summary>Adds a contract; adding it again changes nothing.</summary>
    /// <typeparam name="T">The contract interface.</typeparam>
    /// <param name="dispatcher">Calls its members for peers.</param>
    /// <param name="createProxy">Makes a proxy that calls a remote object.</param>
    public static void Register<T>(RemoteDispatcher dispatcher, Func<RemoteObject, T> createProxy)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        ArgumentNullException.ThrowIfNull(createProxy);
        Dispatchers.TryAdd(typeof(T), dispatcher);
        ProxyOf<T>.Create ??= createProxy;
    }

    /// <summary>Adds a class whose own members can be called, without a contract; there is no proxy for it.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="dispatcher">Calls its members for peers.</param>
    public static void Register<T>(RemoteDispatcher dispatcher)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(dispatcher);
        Dispatchers.TryAdd(typeof(T), dispatcher);
    }

    /// <summary>Every contract that an object implements.</summary>
    internal static RemoteDispatcher[] DispatchersFor(object value) =>
        [.. Dispatchers.OrderBy(static pair => pair.Key.FullName, StringComparer.Ordinal)
            .Where(pair => pair.Value.Accepts(value))
            .Select(static pair => pair.Value)];

    /// <summary>Makes a typed proxy.</summary>
    /// <exception cref="InvalidOperationException">The interface is no contract, or no source generator saw it.</exception>
    internal static T CreateProxy<T>(RemoteObject target)
        where T : class =>
        TryCreateProxy<T>(target, out var proxy)
            ? proxy
            : throw new InvalidOperationException(
                $"There is no proxy for '{typeof(T)}'. Mark the interface with [RemoteContract] and build its project with a reference to Ringleader.Remoting, whose source generator writes the proxy.");

    /// <summary>Makes a typed proxy where the type is a contract.</summary>
    internal static bool TryCreateProxy<T>(RemoteObject target, [MaybeNullWhen(false)] out T proxy)
    {
        if (ProxyOf<T>.Create is null && typeof(T).IsInterface)
        {
            RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        }

        if (ProxyOf<T>.Create is { } create)
        {
            proxy = create(target);
            return true;
        }

        proxy = default;
        return false;
    }

    private static class ProxyOf<T>
    {
        public static Func<RemoteObject, T>? Create { get; set; }
    }
}
