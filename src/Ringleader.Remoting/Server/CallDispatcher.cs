using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting.Server;

/// <summary>
/// Finds what a request calls. In this order: a contract of the object, the methods that every object answers, the
/// object's own answer to any name, and else an error with Ruby's text. Nothing is ever looked up by reflection.
/// </summary>
internal static class CallDispatcher
{
    /// <summary>Starts the call.</summary>
    public static ValueTask Dispatch(RemoteServer server, IncomingCall call)
    {
        var method = call.Method;
        if (method.SequenceEqual("__send__"u8))
        {
            throw new InsecureMethodException("__send__");
        }

        var target = server.ObjectOf(call.ReadReceiver()) ?? NilTarget.Instance;
        if (target is LocalBlock block)
        {
            call.IsOfBlock = true;
            return BlockDispatcher.Dispatch(block, call);
        }

        foreach (var dispatcher in RemoteTypes.DispatchersOf(target))
        {
            if (dispatcher.TryInvoke(target, call, out var completion))
            {
                return completion;
            }
        }

        if (UniversalMethods.TryInvoke(server, target, call))
        {
            return default;
        }

        return target is IDynamicRemoteObject dynamicTarget
            ? InvokeDynamicAsync(dynamicTarget, call)
            : throw Missing(target, call.MethodName);
    }

    /// <summary>The error for a name that is not offered.</summary>
    public static RemoteMethodMissingException Missing(object target, string method)
    {
        var receiver = UniversalMethods.Describe(target);
        return new RemoteMethodMissingException(
            RubyPrivateMethods.Contains(method) ? $"private method `{method}' called for {receiver}" : $"undefined method `{method}' for {receiver}",
            method);
    }

    private static async ValueTask InvokeDynamicAsync(IDynamicRemoteObject target, IncomingCall call)
    {
        var method = call.MethodName;
        var arguments = new object?[call.ArgumentCount];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = call.Argument(i).ToObject();
        }

        try
        {
            call.Return(await target.InvokeAsync(method, arguments, call.Block, call.CancellationToken).ConfigureAwait(false));
        }
        catch (MissingMethodException)
        {
            throw Missing(target, method);
        }
    }
}
