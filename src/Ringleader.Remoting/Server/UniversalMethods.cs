using System.Text;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting.Server;

/// <summary>
/// The methods of Ruby's Object that every offered object answers, because Ruby peers rely on them: <c>respond_to?</c>,
/// <c>object_id</c> (the usual sign of life), <c>to_s</c> and <c>inspect</c>. They tell the contract's name and nothing else.
/// </summary>
internal static class UniversalMethods
{
    /// <summary>Answers the call if it is one of the four.</summary>
    public static bool TryInvoke(RemoteServer server, object target, IncomingCall call)
    {
        var method = call.Method;
        if (method.SequenceEqual("respond_to?"u8))
        {
            call.RequireArguments(1, 2);
            call.Return(Responds(target, call.Argument(0).ToText() ?? ""));
            return true;
        }

        if (method.SequenceEqual("object_id"u8))
        {
            call.RequireArguments(0, 0);
            call.Return(server.IdOf(target) ?? 0L);
            return true;
        }

        if (method.SequenceEqual("to_s"u8) || method.SequenceEqual("inspect"u8))
        {
            call.RequireArguments(0, 0);
            call.Return(Describe(target));
            return true;
        }

        return false;
    }

    /// <summary>The object as Ruby's error texts name it, by its contract and not by its class.</summary>
    public static string Describe(object target)
    {
        if (target is NilTarget)
        {
            return "nil:NilClass";
        }

        var dispatchers = RemoteTypes.DispatchersOf(target);
        return $"#<{(dispatchers.IsEmpty ? "Object" : dispatchers[0].Name)}>";
    }

    private static bool Responds(object target, string method)
    {
        if (method is "respond_to?" or "object_id" or "to_s" or "inspect")
        {
            return true;
        }

        Span<byte> name = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(method, name, out var length))
        {
            return false;
        }

        foreach (var dispatcher in RemoteTypes.DispatchersOf(target))
        {
            if (dispatcher.Offers(name[..length]))
            {
                return true;
            }
        }

        return false;
    }
}
