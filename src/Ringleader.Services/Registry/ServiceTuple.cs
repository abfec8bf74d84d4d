using System.Diagnostics.CodeAnalysis;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Registry;

/// <summary>
/// How a service stands on a board: <c>[:name, :Name, reference, identity]</c> as Rinda's RingProvider and RingyDingy write it,
/// and a distributed class <c>[:application, :Class, reference, "Class Service"]</c> as Distribunaut does.
/// </summary>
internal static class ServiceTuple
{
    private static readonly RubySymbol PlainHead = RubySymbol.Of("name");

    /// <summary>The tuple of an offer.</summary>
    public static SpaceTuple Of(OfferIdentity offer, RemoteObject target) =>
        [Head(offer.Application), RubySymbol.Of(offer.Name), target, offer.Description];

    /// <summary>What finds exactly this tuple.</summary>
    public static Template Exactly(SpaceTuple tuple) => [tuple[0], tuple[1], tuple[2], tuple[3]];

    /// <summary>What finds the providers of a name, or of all names.</summary>
    public static Template Named(string? name) => Of(null, name);

    /// <summary>What finds a class of an application, or all of its classes.</summary>
    public static Template Of(string? application, string? name) =>
        [Head(application), name is null ? null : RubySymbol.Of(name), null, null];

    /// <summary>What finds everything that may be a registration, whatever its application. RingyDingy asks with the class too.</summary>
    public static Template Anything { get; } = [null, null, new RubyClass("DRb::DRbObject"), null];

    /// <summary>Reads a tuple; false when it is none of these, or holds no object.</summary>
    /// <param name="tuple">A tuple of a board.</param>
    /// <param name="client">What its object is called with.</param>
    /// <param name="server">What refers to an object of this process.</param>
    /// <param name="provider">What was read.</param>
    public static bool TryRead(SpaceTuple tuple, RemotingClient client, RemoteServer server, [NotNullWhen(true)] out Provider? provider)
    {
        provider = null;
        if (tuple is not [RubySymbol head, RubySymbol name, { } value, var description] || Target(value, client, server) is not { } target)
        {
            return false;
        }

        var application = head == PlainHead ? null : head.Name;
        provider = new(new(application, name.Name, TextOf(description), target), value);
        return true;
    }

    private static RubySymbol Head(string? application) => application is null ? PlainHead : RubySymbol.Of(application);

    /// <summary>Ruby's texts come in many encodings, and anybody can write anything: what is no text is none.</summary>
    private static string TextOf(object? description)
    {
        try
        {
            return RubyConvert.ToText(description) ?? "";
        }
        catch (MarshalException)
        {
            return "";
        }
    }

    /// <summary>A reference that the ring's own client calls, whoever read it; null for what was registered by value.</summary>
    private static RemoteObject? Target(object value, RemotingClient client, RemoteServer server)
    {
        try
        {
            return value switch
            {
                RemoteObject remote => client.ReferenceTo(remote.Uri, remote.Id),
                DrbReference reference => client.ReferenceTo(reference.Uri, reference.Id),
                string or RubySymbol or RubyString or ValueType or Array => null,
                _ => server.ReferenceTo(value),
            };
        }
        catch (ArgumentException)
        {
            // Anybody can write to a board: an address that cannot be read makes the tuple none of ours.
            return null;
        }
    }
}
