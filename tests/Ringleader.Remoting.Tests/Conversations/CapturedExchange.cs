using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ringleader.Remoting.Tests.Conversations;

/// <summary>One exchange recorded between Ruby processes: a server at port 18787 and a client whose own server is at 18788.</summary>
internal sealed class CapturedExchange
{
    private static readonly Lazy<Dictionary<string, CapturedExchange>> All = new(Load);
    private readonly List<CapturedSegment> _segments;

    private CapturedExchange(List<CapturedSegment> segments) => _segments = segments;

    public static CapturedExchange Find(string name) => All.Value[name];

    /// <summary>What the client sent to the server.</summary>
    public byte[] Request => Bytes("call", "out");

    /// <summary>What the server answered.</summary>
    public byte[] Reply => Bytes("call", "in");

    /// <summary>True when the server closed the connection after it.</summary>
    public bool Closes => _segments.Any(static s => s.Connection.StartsWith("call", StringComparison.Ordinal) && s.Direction is "close" or "eof");

    /// <summary>The calls that the server made to the client, with the client's answers.</summary>
    public IReadOnlyList<(byte[] Request, byte[] Reply)> Callbacks
    {
        get
        {
            var calls = _segments.Where(static s => s.Connection.StartsWith("callback", StringComparison.Ordinal)).ToList();
            return [.. calls.Where(static s => s.Direction is "in").Zip(calls.Where(static s => s.Direction is "out"), static (i, o) => (i.Bytes, o.Bytes))];
        }
    }

    /// <summary>The bytes with another port in the addresses. Ports of five digits leave every length as it is.</summary>
    public static byte[] WithPort(byte[] bytes, int captured, int actual)
    {
        Assert.InRange(actual, 10_000, 65_535);
        var text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(text.Replace(
            captured.ToString(CultureInfo.InvariantCulture), actual.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    private byte[] Bytes(string connection, string direction) =>
        [.. _segments.Where(s => s.Connection.StartsWith(connection + "#", StringComparison.Ordinal) && s.Direction == direction).SelectMany(static s => s.Bytes)];

    private static Dictionary<string, CapturedExchange> Load()
    {
        using var stream = typeof(CapturedExchange).Assembly.GetManifestResourceStream("marshal-golden.json")!; // embedded by the project file
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("captures").EnumerateArray().ToDictionary(
            static capture => capture.GetProperty("name").GetString()!,
            static capture => new CapturedExchange([.. capture.GetProperty("segments").EnumerateArray().Select(CapturedSegment.Read)]),
            StringComparer.Ordinal);
    }
}
