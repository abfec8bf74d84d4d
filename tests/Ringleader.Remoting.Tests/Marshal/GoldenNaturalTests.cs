using System.Numerics;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>Every golden value as the natural .NET value, by a table that was written by hand.</summary>
public sealed class GoldenNaturalTests
{
    /// <summary>Values whose natural form does not hold everything Ruby wrote, and what it leaves out.</summary>
    private static readonly Dictionary<string, string> Lossy = new()
    {
        ["string_usascii"] = "a string is written as UTF-8",
        ["string_E_false_mix"] = "a string is written as UTF-8",
        ["exception_cause_lost"] = "a string is written as UTF-8",
        ["drb_remote_error"] = "a string is written as UTF-8",
        ["string_with_ivar"] = "a string has no instance variables",
        ["array_objlink_string"] = "a string is never linked",
        ["drb_array"] = "it is read as a plain Array",
    };

    private static readonly Dictionary<string, Func<object?>> Expected = new()
    {
        ["nil"] = () => null,
        ["true"] = () => true,
        ["false"] = () => false,
        ["fixnum_0"] = () => 0L,
        ["fixnum_1"] = () => 1L,
        ["fixnum_-1"] = () => -1L,
        ["fixnum_122"] = () => 122L,
        ["fixnum_123"] = () => 123L,
        ["fixnum_-123"] = () => -123L,
        ["fixnum_-124"] = () => -124L,
        ["fixnum_255"] = () => 255L,
        ["fixnum_256"] = () => 256L,
        ["fixnum_-255"] = () => -255L,
        ["fixnum_-256"] = () => -256L,
        ["fixnum_-257"] = () => -257L,
        ["fixnum_65535"] = () => 65535L,
        ["fixnum_65536"] = () => 65536L,
        ["fixnum_-65537"] = () => -65537L,
        ["fixnum_2^24"] = () => 1L << 24,
        ["fixnum_2^30-1"] = () => (1L << 30) - 1,
        ["bignum_2^30"] = () => 1L << 30,
        ["fixnum_-2^30"] = () => -(1L << 30),
        ["bignum_-2^30-1"] = () => -(1L << 30) - 1,
        ["bignum_2^31"] = () => 1L << 31,
        ["bignum_2^32"] = () => 1L << 32,
        ["bignum_2^62"] = () => 1L << 62,
        ["int64_max"] = () => long.MaxValue,
        ["int64_min"] = () => long.MinValue,
        ["bignum_2^64"] = () => BigInteger.Pow(2, 64),
        ["bignum_-2^100"] = () => -BigInteger.Pow(2, 100),
        ["bignum_odd_shorts"] = () => BigInteger.Pow(2, 72) + 1,
        ["float_0"] = () => 0.0,
        ["float_neg0"] = () => -0.0,
        ["float_1"] = () => 1.0,
        ["float_1.5"] = () => 1.5,
        ["float_pi"] = () => Math.PI,
        ["float_0.1"] = () => 0.1,
        ["float_1e100"] = () => 1e100,
        ["float_1e16"] = () => 1e16,
        ["float_123456789.123"] = () => 123456789.123,
        ["float_min_denorm"] = () => double.Epsilon,
        ["float_max"] = () => double.MaxValue,
        ["float_1e-5"] = () => 1e-5,
        ["float_inf"] = () => double.PositiveInfinity,
        ["float_-inf"] = () => double.NegativeInfinity,
        ["float_nan"] = () => double.NaN,
        ["string_utf8_empty"] = () => "",
        ["string_utf8_ascii"] = () => "hello",
        ["string_utf8_multibyte"] = () => "h\u00e9llo \u65e5\u672c",
        ["string_binary"] = () => new byte[] { 0, 0xff },
        ["string_usascii"] = () => "abc",
        ["string_sjis"] = () => new RubyString([0x93, 0xfa, 0x96, 0x7b], "Shift_JIS"),
        ["string_eucjp"] = () => new RubyString([0xc6, 0xfc], "EUC-JP"),
        ["string_utf16le"] = () => new RubyString([0x68, 0, 0x69, 0], "UTF-16LE"),
        ["string_latin1"] = () => new RubyString([0xe9], "ISO-8859-1"),
        ["string_300"] = () => new string('x', 300),
        ["string_invalid_utf8"] = () => new RubyString([0xff, 0xfe], "UTF-8"),
        ["string_with_ivar"] = () => "iv",
        ["symbol_ascii"] = () => Symbol("hello"),
        ["symbol_utf8"] = () => Symbol("\u65e5\u672c"),
        ["symbol_operator"] = () => Symbol("[]="),
        ["symbol_empty"] = () => Symbol(""),
        ["array_empty"] = () => Array(),
        ["array_mixed"] = () => Array(1L, "two", Symbol("three"), null, true, 4.5),
        ["array_nested"] = () => Array(Array(1L, Array(2L)), Array(3L)),
        ["array_symlink"] = () => Array(Symbol("a"), Symbol("b"), Symbol("a"), Symbol("b")),
        ["array_objlink_string"] = () => Array("x", "x"),
        ["array_objlink_float"] = () => Array(1.25, 1.25),
        ["array_float_equal_not_same_note"] = () => Array(1.5, 1.5),
        ["array_bignum_link"] = () => Array(BigInteger.Pow(2, 70), BigInteger.Pow(2, 70)),
        ["array_recursive"] = RecursiveArray,
        ["hash_empty"] = () => new RubyHash(),
        ["hash_sym"] = () => new RubyHash { { Symbol("a"), 1L }, { Symbol("b"), 2L } },
        ["hash_str"] = () => new RubyHash { { "k", "v" } },
        ["hash_default"] = () => new RubyHash { Default = 7L, [1L] = 2L },
        ["hash_compare_by_identity"] = () => new RubyHash { IsCompareByIdentity = true, [Symbol("k")] = 1L },
        ["hash_recursive"] = RecursiveHash,
        ["hash_str_key_shared"] = () => new RubyHash { { "k", "k" } },
        ["range_incl"] = () => new RubyRange(1L, 10L),
        ["range_excl"] = () => new RubyRange(1L, 10L, ExcludesEnd: true),
        ["range_endless"] = () => new RubyRange(1L, null),
        ["range_str"] = () => new RubyRange("a", "f"),
        ["regexp"] = () => new RubyRegexp("^rinda", RubyRegexpOptions.IgnoreCase),
        ["regexp_opts"] = () => new RubyRegexp("a.b", RubyRegexpOptions.Multiline | RubyRegexpOptions.Extended),
        ["regexp_utf8"] = () => new RubyRegexp(@"\u65e5", RubyRegexpOptions.FixedEncoding),
        ["regexp_nonenc"] = () => new RubyRegexp("a", RubyRegexpOptions.NoEncoding),
        ["class_String"] = () => new RubyClass("String"),
        ["class_Integer"] = () => new RubyClass("Integer"),
        ["class_nested"] = () => new RubyClass("DRb::DRbObject"),
        ["module_Kernel"] = () => new RubyModule("Kernel"),
        ["module_Comparable"] = () => new RubyModule("Comparable"),
        ["struct"] = () => new RubyStruct("Point") { Members = { ["x"] = 1L, ["y"] = 2L } },
        ["struct_kw"] = () => new RubyStruct("KW") { Members = { ["a"] = 1L, ["b"] = 2L } },
        ["object_plain"] = Plain,
        ["object_empty"] = () => new RubyObject("Empty"),
        ["object_two_same_class"] = () => Array(Plain(), Plain()),
        ["user_dump"] = UserDump,
        ["user_dump_twice_link"] = () => Array(UserDump(), UserDump(), 1L, "z"),
        ["user_marshal"] = () => new RubyUserMarshal("UserMarshal", Array(1L, "a")),
        ["user_marshal_link"] = () => Array(new RubyUserMarshal("UserMarshal", Array(1L)), new RubyUserMarshal("UserMarshal", Array(1L)), "z"),
        ["subclass_string"] = () => new RubySubclass("SubString", "abc"),
        ["subclass_array"] = () => new RubySubclass("SubArray", Array(1L, 2L)),
        ["subclass_hash"] = () => new RubySubclass("SubHash", new RubyHash { { 1L, 2L } }),
        ["subclass_regexp"] = () => new RubyRegexp("x"),
        ["extended_object"] = () => new RubyExtended(["Mixin"], Plain()),
        ["extended_twice"] = () => new RubyExtended(["Mixin2", "Mixin"], Plain()),
        ["extended_string"] = () => new RubyExtended(["Mixin"], "s"),
        ["set"] = () => new RubySet { 1L, 2L },
        ["time_utc"] = () => new DateTimeOffset(2024, 2, 29, 12, 34, 56, 789, TimeSpan.Zero),
        ["time_local_offset"] = () => new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.FromHours(9)),
        ["time_nano"] = NanosecondTime,
        ["rational"] = () => new RubyRational(3, 4),
        ["complex"] = () => new RubyComplex(1L, 2L),
        ["exception_bare"] = () => Error("RuntimeError", "boom"),
        ["exception_backtrace"] = () => Error("MyErr", "bad", "a.rb:1:in `x'", "b.rb:2:in `y'"),
        ["exception_nil_message"] = () => Error("RuntimeError", null),
        ["exception_argument"] = () => Error("ArgumentError", "wrong number of arguments (given 1, expected 0)"),
        ["exception_cause_lost"] = ErrorWithCause,
        ["drb_object"] = () => new DrbReference(Uri, 8L),
        ["drb_object_front"] = () => new DrbReference(Uri, null),
        ["drb_object_uri_option"] = () => new DrbReference(Uri, new RubyUriOption("name")),
        ["drb_unknown"] = Unknown,
        ["drb_unknown_error"] = () => new RubyUserDefined("DRb::DRbUnknownError", GoldenFile.Value("drb_unknown").Bytes),
        ["drb_remote_error"] = RemoteError,
        ["drb_array"] = () => Array(1L, "a", null),
        ["drb_conn_error"] = () => Error("DRb::DRbConnError", "connection closed"),
        ["drb_conn_error_argc"] = () => Error("DRb::DRbConnError", "too many arguments"),
        ["rinda_expired"] = () => Error("Rinda::RequestExpiredError", "Rinda::RequestExpiredError"),
        ["rinda_canceled"] = () => Error("Rinda::RequestCanceledError", null),
        ["rinda_invalid_key"] = () => Error("Rinda::InvalidHashTupleKey", null),
        ["rinda_template_class"] = () => Array(Symbol("task"), new RubyClass("Integer"), null, new RubyRange(1L, 10L), new RubyRegexp("x")),
        ["rinda_tuple_hash"] = () => new RubyHash { { "message", new RubyClass("String") }, { "name", null } },
        ["rinda_renewer_tuple"] = () => Array(Symbol("name"), Symbol("Echo"), new DrbReference(Uri, 8L), "desc"),
        ["ring_packet"] = () => Array(Array(Symbol("lookup_ring"), new DrbReference(Uri, 8L)), 5L),
        ["float_as_hash_value_links"] = () => new RubyHash { { 2.5, "q" }, { "q", 2.5 } },
        ["deep_symbol_encoding_reuse"] = () => Array("a", "b", Symbol("E")),
        ["ivar_symlink_E"] = () => Array("a", "b", "c"),
        ["string_E_false_mix"] = () => Array("a", "b"),
    };

    private const string Uri = "druby://127.0.0.1:9999";

    public static TheoryData<string> Names => [.. GoldenFile.Values.Select(value => value.Name)];

    [Fact]
    public void Table_has_every_golden_value()
    {
        var names = GoldenFile.Values.Select(value => value.Name).ToList();

        Assert.Equal(138, names.Count);
        Assert.Equal(names.Order(), Expected.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_gives_the_natural_value(string name)
    {
        var loaded = RubyMarshal.Load(GoldenFile.Value(name).Bytes, Options);

        Assert.Equal(Rendering.Of(Expected[name]()), Rendering.Of(loaded));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dump_of_the_loaded_value_gives_the_same_bytes_unless_its_natural_form_is_lossy(string name)
    {
        var golden = GoldenFile.Value(name);

        var dumped = RubyMarshal.Dump(RubyMarshal.Load(golden.Bytes, Options), Options);

        Assert.Equal(!Lossy.ContainsKey(name), golden.Hex == Convert.ToHexStringLower(dumped));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dump_of_the_loaded_value_loads_as_the_same_value(string name)
    {
        var loaded = RubyMarshal.Load(GoldenFile.Value(name).Bytes, Options);

        var again = RubyMarshal.Load(RubyMarshal.Dump(loaded, Options), Options);

        Assert.Equal(Rendering.Of(loaded), Rendering.Of(again));
    }

    /// <summary>Without registered types, whatever other tests register.</summary>
    private static MarshalOptions Options { get; } = new() { Types = new RubyTypeRegistry() };

    private static object?[] Array(params object?[] items) => items;

    private static RubySymbol Symbol(string name) => RubySymbol.Of(name);

    private static RubyObject Plain() => new("Plain") { Variables = { ["@a"] = 1L, ["@b"] = "two" } };

    private static RubyUserDefined UserDump() => new("UserDump", "abc"u8, "UTF-8");

    private static UnknownObject Unknown() => new("Foo", Convert.FromHexString("04086f3a08466f6f00"));

    private static object?[] RecursiveArray()
    {
        var array = new object?[1];
        array[0] = array;
        return array;
    }

    private static RubyHash RecursiveHash()
    {
        var hash = new RubyHash();
        hash[Symbol("self")] = hash;
        return hash;
    }

    /// <summary>123456789 ns are no whole number of 100 ns ticks.</summary>
    private static RubyTime NanosecondTime() => new(
        Convert.FromHexString("208011c040e20100"),
        new RubyFields { { "zone", new RubyString("UTC"u8, "US-ASCII") }, { "nano_num", 789L }, { "nano_den", 1L }, { "submicro", new RubyString([0x78, 0x90], "ASCII-8BIT") } });

    private static RubyObject Error(string className, string? message, params string[] backtrace) => new(className)
    {
        Variables = { ["mesg"] = message, ["bt"] = backtrace.Length == 0 ? null : backtrace },
    };

    private static RubyObject RemoteError() => new("DRb::DRbRemoteError")
    {
        Variables =
        {
            ["@reason"] = "NoMethodError",
            ["mesg"] = "undefined method `x' for nil:NilClass (NoMethodError)",
            ["bt"] = Array("a.rb:1:in `x'"),
        },
    };

    private static RubyObject ErrorWithCause()
    {
        string[] common = ["(eval):1:in `block in <main>'", "golden.rb:70:in `eval'", "golden.rb:70:in `block in <main>'", "golden.rb:68:in `each'", "golden.rb:68:in `<main>'"];
        var cause = Error("RuntimeError", "in", common);
        cause.Variables["bt_locations"] = common;
        cause.Variables["cause"] = null;
        var error = Error("ArgumentError", "out");
        error.Variables["bt"] = Array();
        error.Variables["cause"] = cause;
        error.Variables["bt_locations"] = Array(["(eval):1:in `rescue in block in <main>'", .. common]);
        return error;
    }
}
