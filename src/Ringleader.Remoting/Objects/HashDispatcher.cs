using System.Collections;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Objects;

/// <summary>The reading methods of Ruby's Hash, for a dictionary that travelled by reference.</summary>
internal sealed class HashDispatcher : RemoteDispatcher
{
    private HashDispatcher()
    {
    }

    /// <summary>The only one.</summary>
    public static HashDispatcher Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "Hash";

    /// <inheritdoc/>
    public override bool Accepts(object target) => target is RubyHash or IDictionary;

    /// <inheritdoc/>
    public override bool Offers(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("[]"u8) || method.SequenceEqual("size"u8) || method.SequenceEqual("length"u8)
        || method.SequenceEqual("keys"u8) || method.SequenceEqual("values"u8) || method.SequenceEqual("key?"u8)
        || method.SequenceEqual("empty?"u8) || method.SequenceEqual("each"u8);

    /// <inheritdoc/>
    public override bool TryInvoke(object target, IncomingCall call, out ValueTask completion)
    {
        completion = default;
        var method = call.Method;
        if (!Offers(method))
        {
            return false;
        }

        var pairs = Pairs(target);
        if (method.SequenceEqual("each"u8))
        {
            completion = EachAsync(target, pairs, call);
            return true;
        }

        if (method.SequenceEqual("[]"u8) || method.SequenceEqual("key?"u8))
        {
            call.RequireArguments(1, 1);
            var key = call.Argument(0).ToObject();
            var index = pairs.FindIndex(pair => Equals(pair.Key, key));
            if (method.SequenceEqual("[]"u8))
            {
                call.Return(index < 0 ? null : pairs[index].Value);
            }
            else
            {
                call.Return(index >= 0);
            }

            return true;
        }

        call.RequireArguments(0, 0);
        if (method.SequenceEqual("keys"u8))
        {
            call.ReturnMembers([.. pairs.Select(static pair => pair.Key)]);
        }
        else if (method.SequenceEqual("values"u8))
        {
            call.ReturnMembers([.. pairs.Select(static pair => pair.Value)]);
        }
        else if (method.SequenceEqual("empty?"u8))
        {
            call.Return(pairs.Count == 0);
        }
        else
        {
            call.Return(pairs.Count);
        }

        return true;
    }

    private static List<KeyValuePair<object?, object?>> Pairs(object target) => target switch
    {
        RubyHash hash => [.. hash],
        _ => PairsOf((IDictionary)target),
    };

    /// <summary>By the dictionary's own enumerator: as an IEnumerable, a generic one gives pairs of its own types.</summary>
    private static List<KeyValuePair<object?, object?>> PairsOf(IDictionary dictionary)
    {
        var pairs = new List<KeyValuePair<object?, object?>>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            pairs.Add(new(entry.Key, entry.Value));
        }

        return pairs;
    }

    private static async ValueTask EachAsync(object target, List<KeyValuePair<object?, object?>> pairs, IncomingCall call)
    {
        var block = call.Block ?? throw new RemoteException("LocalJumpError", "no block given (yield)");
        var token = call.CancellationToken;
        foreach (var pair in pairs)
        {
            await block.CallAsync<object?>([pair.Key, pair.Value], token).ConfigureAwait(false);
        }

        call.Return(target);
    }
}
