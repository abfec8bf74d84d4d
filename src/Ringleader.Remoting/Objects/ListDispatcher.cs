using System.Collections;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Objects;

/// <summary>The reading methods of Ruby's Array, for a list that travelled by reference.</summary>
internal sealed class ListDispatcher : RemoteDispatcher
{
    private ListDispatcher()
    {
    }

    /// <summary>The only one.</summary>
    public static ListDispatcher Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "Array";

    /// <inheritdoc/>
    public override bool Accepts(object target) => target is IList;

    /// <inheritdoc/>
    public override bool Offers(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("[]"u8) || method.SequenceEqual("at"u8) || method.SequenceEqual("size"u8)
        || method.SequenceEqual("length"u8) || method.SequenceEqual("empty?"u8) || method.SequenceEqual("first"u8)
        || method.SequenceEqual("last"u8) || method.SequenceEqual("each"u8) || method.SequenceEqual("to_a"u8)
        || method.SequenceEqual("to_ary"u8);

    /// <inheritdoc/>
    public override bool TryInvoke(object target, IncomingCall call, out ValueTask completion)
    {
        completion = default;
        var list = (IList)target;
        var method = call.Method;
        if (!Offers(method))
        {
            return false;
        }

        if (method.SequenceEqual("[]"u8) || method.SequenceEqual("at"u8))
        {
            call.RequireArguments(1, 1);
            call.Return(At(list, call.Argument(0).ToInt64()));
        }
        else if (method.SequenceEqual("each"u8))
        {
            completion = EachAsync(list, call);
        }
        else if (method.SequenceEqual("to_a"u8) || method.SequenceEqual("to_ary"u8))
        {
            call.RequireArguments(0, 0);
            call.ReturnMembers([.. list.Cast<object?>()]);
        }
        else
        {
            call.RequireArguments(0, 0);
            ReturnScalar(list, method, call);
        }

        return true;
    }

    private static void ReturnScalar(IList list, ReadOnlySpan<byte> method, IncomingCall call)
    {
        switch (method[0])
        {
            case (byte)'f':
                call.Return(At(list, 0));
                break;
            case (byte)'e':
                call.Return(list.Count == 0);
                break;
            default:
                if (method.SequenceEqual("last"u8))
                {
                    call.Return(At(list, -1));
                }
                else
                {
                    call.Return(list.Count);
                }

                break;
        }
    }

    private static object? At(IList list, long index)
    {
        index = index < 0 ? index + list.Count : index;
        return index >= 0 && index < list.Count ? list[(int)index] : null;
    }

    private static async ValueTask EachAsync(IList list, IncomingCall call)
    {
        var block = call.Block ?? throw new RemoteException("LocalJumpError", "no block given (yield)");
        var token = call.CancellationToken;
        for (var i = 0; i < list.Count; i++)
        {
            await block.CallAsync<object?>([list[i]], token).ConfigureAwait(false);
        }

        call.Return((object)list);
    }
}
