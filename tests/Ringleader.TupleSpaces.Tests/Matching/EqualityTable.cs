using System.Numerics;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Tests.Matching;

/// <summary>Values in groups: all of one group are equal, and none is equal to one of another.</summary>
internal static class EqualityTable
{
    public static object?[][] Groups { get; } =
    [
        [null],
        [true],
        [false],
        [1L, 1, (short)1, (byte)1, 1UL, BigInteger.One, (Int128)1, 1.0, 1f, 1m, 1.00m, new RubyRational(2, 2), new RubyComplex(1L, 0L), new RubyComplex(1.0, 0.0)],
        [0L, 0.0, -0.0, 0m, new RubyRational(0, 5)],
        [1.5, 1.5f, 1.5m, (Half)1.5, new RubyRational(3, 2), new RubyRational(-6, -4), UserMarshal("Rational", 3L, 2L)],
        [0.1, 0.1m, new RubyRational(1, 10)],
        [new RubyRational(1, 3), 1.0 / 3],
        [9007199254740993L, new BigInteger(9007199254740993L)],
        [9007199254740992L, 9007199254740992.0],
        [BigInteger.Pow(2, 70), Math.Pow(2, 70)],
        [BigInteger.Pow(2, 70) + 1],
        [BigInteger.Pow(10, 400)],
        [double.PositiveInfinity, float.PositiveInfinity],
        [new RubyComplex(1L, 2L), new Complex(1, 2), UserMarshal("Complex", 1L, 2L)],
        ["text", Utf8("text"), new RubyString("text"u8, "US-ASCII"), new RubyString("text"u8, "Shift_JIS"), "text"u8.ToArray(), new RubySubclass("Title", "text"), new RubyAnnotated("text", new RubyFields { { "@a", 1L } })],
        ["", Array.Empty<byte>(), new RubyString([], "UTF-16LE")],
        ["été", Utf8("été")],
        [new RubyString(System.Text.Encoding.UTF8.GetBytes("été"), "ASCII-8BIT"), System.Text.Encoding.UTF8.GetBytes("été")],
        [new RubyString([0x8a, 0xbf], "Shift_JIS")],
        [new RubyString([0x8a, 0xbf], "UTF-8")],
        [new RubyString("t\0e\0x\0t\0"u8, "UTF-16LE")],
        ["x", 'x'],
        ["00000000-0000-0000-0000-000000000001", Guid.Parse("00000000-0000-0000-0000-000000000001")],
        ["http://a/", new Uri("http://a/")],
        [RubySymbol.Of("text")],
        [RubySymbol.Of("monday"), DayOfWeek.Monday],
        [new object?[] { 1L, "a", null }, new object?[] { 1.0, Utf8("a"), null }, new List<object?> { 1, "a", null }, (1, "a", (string?)null), new RubySubclass("Row", new object?[] { 1L, "a", null })],
        [Array.Empty<object?>(), Array.Empty<int>()],
        [new object?[] { null }],
        [new[] { 1, 2 }, new object?[] { 1L, 2L }, (1, 2)],
        [new RubyHash { { "a", 1L }, { "b", 2L } }, new RubyHash { { Utf8("b"), 2.0 }, { Utf8("a"), 1L } }, new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1, ["b"] = 2 }],
        [new RubyHash { { "a", 1L } }],
        [new RubyHash { { RubySymbol.Of("a"), 1L } }],
        [new RubySet { 1L, "a" }, new RubySet { "a", 1L }, SetNode(1L, "a"), new HashSet<object> { 1, "a" }],
        [new RubyRange(1L, 2L), new RubyRange(1.0, 2)],
        [new RubyRange(1L, 2L, ExcludesEnd: true)],
        [new RubyRegexp("a"), new System.Text.RegularExpressions.Regex("a")],
        [new RubyRegexp("a", RubyRegexpOptions.IgnoreCase)],
        [new RubyClass("String")],
        [new RubyModule("String")],
        [Moment, Moment.ToOffset(TimeSpan.FromHours(2)), ExactTime(Moment), Moment.UtcDateTime],
        [Moment.AddTicks(1)],
        [Point(1L, 2L), Point(1.0, 2L), new RegisteredPoint(1, 2)],
        [Point(2L, 1L)],
        [new DrbReference("druby://a:1", 5L), new DrbReference("druby://a:1", 5), Remoting.RemotingClient.Shared.Connect("druby://a:1") is var front ? new DrbReference(front.Uri, 5L) : null],
        [new DrbReference("druby://a:1", null), Remoting.RemotingClient.Shared.Connect("druby://a:1")],
        [new DrbReference("druby://a:2", 5L)],
        [Object("Thing", 1L), Object("Thing", 1.0)],
        [Object("Thing", 2L)],
        [Object("Other", 1L)],
        [new RubyUserDefined("Stamp", [1, 2]), new RubyUserDefined("Stamp", [1, 2])],
        [new RubyUserDefined("Stamp", [1, 3])],
        [new LocalRecord("a"), new LocalRecord("a")],
        [new LocalRecord("b")],
        [new object()],
    ];

    private static DateTimeOffset Moment { get; } = new(2026, 11, 21, 10, 30, 0, TimeSpan.Zero);

    private static RubyString Utf8(string text) => new(System.Text.Encoding.UTF8.GetBytes(text), "UTF-8");

    private static RubyUserMarshal UserMarshal(string name, params object?[] payload) => new(name, payload);

    private static RubyTime ExactTime(DateTimeOffset time)
    {
        var options = new MarshalOptions { Exact = true };
        return Assert.IsType<RubyTime>(RubyMarshal.Load(RubyMarshal.Dump(time, options), options));
    }

    private static RubyStruct Point(object x, object y)
    {
        var point = new RubyStruct("MatchingPoint");
        point.Members.Add("x", x);
        point.Members.Add("y", y);
        return point;
    }

    private static RubyObject Object(string name, object value)
    {
        var node = new RubyObject(name);
        node.Variables.Add("@value", value);
        return node;
    }

    private static RubyObject SetNode(params object[] members)
    {
        var hash = new RubyHash { Default = false };
        foreach (var member in members)
        {
            hash[member] = true;
        }

        var node = new RubyObject("Set");
        node.Variables.Add("@hash", hash);
        return node;
    }

    internal sealed record LocalRecord(string Name);
}
