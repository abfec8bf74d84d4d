using System.ComponentModel;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting.Contracts;

/// <summary>Conversions that may make proxies. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RemoteConvert
{
    /// <summary>The object itself when it lives here, a proxy when it lives elsewhere, null for nil.</summary>
    /// <typeparam name="T">An interface with <see cref="RemoteContractAttribute"/>.</typeparam>
    public static T? ToContract<T>(object? value)
        where T : class => value switch
        {
            null => null,
            T local => local,
            RemoteObject remote => remote.As<T>(),
            RemoteProxy proxy => proxy.Target.As<T>(),
            _ => throw new MarshalException(
                $"Expected a reference to '{typeof(T).Name}', but a '{value.GetType().Name}' arrived. Send an object by reference."),
        };

    /// <summary>The delegate itself when it lives here, one that calls the peer's Proc when it lives elsewhere, null for nil.</summary>
    public static TDelegate? ToDelegate<TDelegate>(object? value, Func<RemoteBlock, TDelegate> create)
        where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(create);
        return value switch
        {
            null => null,
            TDelegate local => local,
            RemoteObject remote => ToDelegate(new RemoteBlock(remote), create),
            RemoteBlock block => ToDelegate(block, create),
            _ => throw new MarshalException($"Expected a block or a Proc, but a '{value.GetType().Name}' arrived."),
        };
    }

    /// <summary>A delegate that calls the peer's block, or null for no block.</summary>
    public static TDelegate? ToDelegate<TDelegate>(RemoteBlock? block, Func<RemoteBlock, TDelegate> create)
        where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(create);
        if (block is null)
        {
            return null;
        }

        var received = create(block);
        DelegateBlocks.Add(received, block);
        return received;
    }

    /// <summary>The block or Proc that a reference leads to, null for nil.</summary>
    public static RemoteBlock? ToBlock(object? value) => value switch
    {
        null => null,
        RemoteBlock block => block,
        RemoteObject remote => new RemoteBlock(remote),
        _ => throw new MarshalException($"Expected a block or a Proc, but a '{value.GetType().Name}' arrived."),
    };

    /// <summary>Refuses an optional argument that is given after one that is omitted: on the wire it would take its place.</summary>
    /// <exception cref="ArgumentException">The later one is given and the earlier one is not.</exception>
    public static void RequireOrder(string member, string earlier, bool hasEarlier, string later, bool hasLater)
    {
        if (hasLater && !hasEarlier)
        {
            throw new ArgumentException($"'{member}' was given '{later}' but not '{earlier}', which comes before it. Give both, or make them keywords.", later);
        }
    }

    /// <summary>The value, or an error that names what is missing.</summary>
    public static T NotNull<T>(T? value, string what)
        where T : class => value ?? throw new MarshalException($"Expected {what}, but nil arrived.");

    /// <summary>Converts to a type that is known at run time only: what <see cref="RubyConvert.To{T}"/> does, and proxies.</summary>
    public static T To<T>(object? value)
    {
        if (value is T already)
        {
            return already;
        }

        if (value is RemoteObject reference)
        {
            if (typeof(T) == typeof(RemoteBlock))
            {
                return (T)(object)new RemoteBlock(reference);
            }

            if (RemoteContracts.TryCreateProxy<T>(reference, out var proxy))
            {
                return proxy;
            }
        }

        return RubyConvert.To<T>(value);
    }
}
