using System.Globalization;
using System.Text.Json.Nodes;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Rings;

/// <summary>Something that happened to a registration, as <c>ring watch</c> and the verbose log of <c>ring serve</c> show it.</summary>
/// <param name="RingServer">The address of the ring server.</param>
/// <param name="Event">What a watch of the ring server told.</param>
internal sealed record RegistrationEvent(string RingServer, TupleEvent Event)
{
    private static readonly RubySymbol PlainHead = RubySymbol.Of("name");

    /// <summary>What finds registrations: of services, and of distributed classes, which have their application in front.</summary>
    public static Template Template { get; } = [new RubyClass("Symbol"), new RubyClass("Symbol"), null, null];

    /// <summary>One word: <c>registered</c>, <c>taken</c> (borrowed, or withdrawn by another), <c>gone</c> (expired or withdrawn), <c>lost</c>, <c>closed</c>.</summary>
    public string Word => Event.Kind switch
    {
        TupleEventKinds.Write => "registered",
        TupleEventKinds.Take => "taken",
        TupleEventKinds.Delete => "gone",
        TupleEventKinds.Lost => "lost",
        _ => "closed",
    };

    /// <summary>One line for a person.</summary>
    public string ToLine() => OneLine.Of(Event.Tuple is { } tuple
        ? $"{Word} {NameOf(tuple)} {tuple[3]} {UriOf(tuple)}"
        : string.Create(CultureInfo.InvariantCulture, $"{Word} {(Event.LostCount > 0 ? $"{Event.LostCount} events of " : "")}{RingServer}"));

    /// <summary>The same for a script.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["event"] = Word, ["ring"] = RingServer };
        if (Event.Tuple is { } tuple)
        {
            json["name"] = Text(tuple[1]);
            json["application"] = Equals(tuple[0], PlainHead) ? null : Text(tuple[0]);
            json["description"] = Text(tuple[3]);
            json["uri"] = UriOf(tuple);
        }
        else if (Event.LostCount > 0)
        {
            json["count"] = Event.LostCount;
        }

        return json;
    }

    private static string NameOf(SpaceTuple tuple) => Equals(tuple[0], PlainHead) ? $"{Text(tuple[1])}" : $"{Text(tuple[0])}/{Text(tuple[1])}";

    private static string? Text(object? value) => value is RubySymbol symbol ? symbol.Name : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string? UriOf(SpaceTuple tuple) => tuple[2] switch
    {
        RemoteObject remote => remote.Uri,
        DrbReference reference => reference.Uri,
        _ => null,
    };
}
