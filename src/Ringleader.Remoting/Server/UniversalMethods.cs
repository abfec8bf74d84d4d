using System.Text;
using Ringleader.Remoting.Contracts;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting.Server;

/// <summary>
/// The methods of Ruby's Object that every offered object answers, because Ruby's libraries ask them of any object, through
/// delegators for one. They tell the names of the contract and nothing else. Source: Object and Kernel of Ruby 3.1.
/// </summary>
internal static class UniversalMethods
{
    /// <summary>Answers the call if it is one of these.</summary>
    public static bool TryInvoke(RemoteServer server, object target, IncomingCall call)
    {
        switch (call.MethodName)
        {
            case "respond_to?":
                call.RequireArguments(1, 2);
                call.Return(Responds(target, call.Argument(0).ToText() ?? "", call.ArgumentCount == 2 && IsTrue(call.Argument(1))));
                return true;
            case "object_id" or "__id__":
                call.RequireArguments(0, 0);
                call.Return(server.IdOf(target) ?? 0L);
                return true;
            case "to_s" or "inspect":
                call.RequireArguments(0, 0);
                call.Return(Describe(target));
                return true;
            case "nil?":
                call.RequireArguments(0, 0);
                call.Return(target is NilTarget);
                return true;
            case "class":
                // As text: a class that the peer has not loaded would be an error over there.
                call.RequireArguments(0, 0);
                call.Return(ClassOf(target));
                return true;
            case "is_a?" or "kind_of?":
                call.RequireArguments(1, 1);
                call.Return(NameOf(call.Argument(0)) is { } ancestor && (ancestor is "Object" or "Kernel" or "BasicObject" || IsOf(target, ancestor)));
                return true;
            case "instance_of?":
                call.RequireArguments(1, 1);
                call.Return(NameOf(call.Argument(0)) is { } name && IsOf(target, name));
                return true;
            default:
                return false;
        }
    }

    /// <summary>The object as Ruby's error texts name it, by its contract and not by its class.</summary>
    public static string Describe(object target) => target is NilTarget ? "nil:NilClass" : $"#<{ClassOf(target)}>";

    private static string ClassOf(object target)
    {
        if (target is NilTarget)
        {
            return "NilClass";
        }

        var dispatchers = RemoteTypes.DispatchersOf(target);
        return dispatchers.IsEmpty ? "Object" : dispatchers[0].RubyClass ?? dispatchers[0].Name;
    }

    private static bool IsOf(object target, string name)
    {
        if (target is NilTarget)
        {
            return name is "NilClass";
        }

        foreach (var dispatcher in RemoteTypes.DispatchersOf(target))
        {
            if (string.Equals(dispatcher.RubyClass, name, StringComparison.Ordinal) || string.Equals(dispatcher.Name, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A class, module or name that a peer asks about; null for anything else, which the object is not one of.</summary>
    private static string? NameOf(RemoteValue value) => value.ToObject() switch
    {
        RubyClass asked => asked.Name,
        RubyModule asked => asked.Name,
        string asked => asked,
        RubySymbol asked => asked.Name,
        _ => null,
    };

    /// <summary>Ruby's truth: all but false and nil.</summary>
    private static bool IsTrue(RemoteValue value) => value.ToObject() is not (null or false);

    private static bool Responds(object target, string method, bool includesPrivate)
    {
        if (method is "respond_to?" or "object_id" or "__id__" or "to_s" or "inspect" or "nil?" or "class" or "is_a?" or "kind_of?" or "instance_of?"
            || (includesPrivate && RubyPrivateMethods.Contains(method)))
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

        return target is IDynamicRemoteObject dynamicTarget && dynamicTarget.RespondsTo(method);
    }
}
