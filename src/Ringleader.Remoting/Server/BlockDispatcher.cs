using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting.Server;

/// <summary>Calls a delegate of this process for a peer, as a Proc. <c>__drb_yield</c> is what Ruby 1.8 peers say for <c>call</c>.</summary>
internal static class BlockDispatcher
{
    /// <summary>Starts the call.</summary>
    public static ValueTask Dispatch(LocalBlock block, IncomingCall call)
    {
        var method = call.Method;
        if (IsCall(method))
        {
            return block.InvokeAsync(call);
        }

        if (method.SequenceEqual("respond_to?"u8))
        {
            call.RequireArguments(1, 2);
            call.Return(call.Argument(0).ToText() is "call" or "[]" or "===" or "yield" or "respond_to?");
            return default;
        }

        throw CallDispatcher.Missing(block.Target, call.MethodName);
    }

    private static bool IsCall(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("call"u8) || method.SequenceEqual("yield"u8) || method.SequenceEqual("[]"u8)
        || method.SequenceEqual("==="u8) || method.SequenceEqual("__drb_yield"u8);
}
