using System.Diagnostics.CodeAnalysis;
using Ringleader.Remoting.Server;

namespace Ringleader.Remoting.Contracts;

/// <content>Events and keywords.</content>
public sealed partial class IncomingCall
{
    /// <summary>Handles <c>on_…</c>: the caller's block becomes a handler, which is removed when the caller is gone.</summary>
    /// <param name="target">The object that has the event.</param>
    /// <param name="name">The event's C# name.</param>
    /// <param name="create">Makes a handler that forwards to the block.</param>
    /// <param name="add">Adds the handler to the event.</param>
    /// <param name="remove">Removes it again.</param>
    public ValueTask Subscribe<T>(object target, string name, Func<RemoteBlock, T> create, Action<T> add, Action<T> remove)
        where T : Delegate
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(add);
        EventForwarding.Subscribe(target, name, RequireHandler(), create, add, remove);
        ReturnNil();
        return default;
    }

    /// <summary>Handles <c>off_…</c>: removes the handler that the same block was subscribed with.</summary>
    public async ValueTask Unsubscribe(object target, string name)
    {
        await EventForwarding.UnsubscribeAsync(target, name, RequireHandler()).ConfigureAwait(false);
        ReturnNil();
    }

    /// <summary>The value of a keyword without a default.</summary>
    /// <exception cref="RemoteException">An ArgumentError, "missing keyword", for the caller.</exception>
    [SuppressMessage("Performance", "CA1822", Justification = "Part of what a dispatcher asks of a call.")]
    public object? RequireKeyword(KeywordArguments? keywords, string name)
    {
        if (keywords is not null && keywords.TryGetValue(name, out var value))
        {
            return value;
        }

        throw new RemoteException("ArgumentError", $"missing keyword: :{name}");
    }

    /// <summary>Raises Ruby's ArgumentError "unknown keyword" towards the caller for a keyword that is not in the list.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "Part of what a dispatcher asks of a call.")]
    public void RejectUnknownKeywords(KeywordArguments? keywords, params ReadOnlySpan<string> known)
    {
        foreach (var pair in keywords ?? [])
        {
            if (!known.Contains(pair.Key))
            {
                throw new RemoteException("ArgumentError", $"unknown keyword: :{pair.Key}");
            }
        }
    }

    /// <summary>The keywords that are not in the list: what Ruby's <c>**options</c> takes. Empty when there are none.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "Part of what a dispatcher asks of a call.")]
    public KeywordArguments RemainingKeywords(KeywordArguments? keywords, params ReadOnlySpan<string> known)
    {
        var rest = new KeywordArguments();
        foreach (var pair in keywords ?? [])
        {
            if (!known.Contains(pair.Key))
            {
                rest.Add(pair.Key, pair.Value);
            }
        }

        return rest;
    }

    /// <summary>A Ruby caller passes its handler as the block, or as a Proc that it keeps to unsubscribe with.</summary>
    private RemoteBlock RequireHandler()
    {
        if (Block is { } block)
        {
            return block;
        }

        RequireArguments(1, 1);
        return Argument(0).ToObject() is RemoteObject proc
            ? new RemoteBlock(proc)
            : throw new RemoteException("ArgumentError", "a block or a Proc is needed");
    }
}
