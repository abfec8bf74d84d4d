using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class RegisteredTypeTests
{
    private static readonly MarshalOptions Options = new() { Types = Register() };

    private sealed record Point(int X, int Y);

    private sealed record Plain(int A, string B);

    private sealed record Node(string Name, object? Next);

    private sealed class MyError(string message, object? detail = null) : Exception(message)
    {
        public object? Detail { get; } = detail;
    }

    [Fact]
    public void Struct_and_object_of_ruby_become_registered_types_and_the_same_bytes_again()
    {
        AssertBothWays("struct", new Point(1, 2));
        AssertBothWays("object_plain", new Plain(1, "two"));
    }

    [Fact]
    public void Array_of_registered_objects_shares_their_symbols()
    {
        var golden = GoldenFile.Value("object_two_same_class");

        Assert.Equal(golden.Hex, Convert.ToHexStringLower(RubyMarshal.Dump(new[] { new Plain(1, "two"), new Plain(1, "two") }, Options)));
    }

    [Fact]
    public void Exception_of_ruby_becomes_the_registered_type()
    {
        var error = Assert.IsType<MyError>(RubyMarshal.Load(GoldenFile.Value("exception_backtrace").Bytes, Options));

        Assert.Equal("bad", error.Message);
    }

    [Fact]
    public void Registered_exception_is_written_with_message_backtrace_and_members()
    {
        var fresh = Assert.IsType<RubyObject>(Inert(RubyMarshal.Dump(new MyError("bad", 5), Options)));
        var thrown = Assert.IsType<RubyObject>(Inert(RubyMarshal.Dump(Thrown(), Options)));

        Assert.True(fresh.IsException);
        Assert.Equal("bad", fresh.Variables["mesg"]);
        Assert.Null(fresh.Variables["bt"]);
        Assert.Equal(5L, fresh.Variables["@detail"]);
        Assert.NotEmpty(Assert.IsType<object?[]>(thrown.Variables["bt"]));
    }

    [Fact]
    public void Same_registered_object_twice_is_one_object_again()
    {
        var point = new Point(1, 2);

        var loaded = Assert.IsType<object?[]>(RubyMarshal.Load(RubyMarshal.Dump(new[] { point, point, null, new Point(1, 2) }, Options), Options));

        Assert.Same(loaded[0], loaded[1]);
        Assert.NotSame(loaded[0], loaded[3]);
        Assert.Equal(point, loaded[3]);
    }

    [Fact]
    public void Registered_objects_nest()
    {
        var chain = new Node("a", new Node("b", new object?[] { new Node("c", new Point(1, 2)) }));

        var loaded = Assert.IsType<Node>(RubyMarshal.Load(RubyMarshal.Dump(chain, Options), Options));

        var inner = Assert.IsType<object?[]>(Assert.IsType<Node>(loaded.Next).Next);
        Assert.Equal(new Node("c", new Point(1, 2)), inner[0]);
    }

    [Fact]
    public void Registered_object_that_holds_a_reference_makes_the_whole_value_travel_by_reference()
    {
        var local = new object();
        var writer = new MarshalWriter(Options);
        using var output = new ByteBuffer();

        var isWritten = writer.TryWriteDocument(output, new Node("a", local), new RecordingReferences { Undumped = { local } });

        Assert.False(isWritten);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void Nothing_is_created_when_everything_is_to_be_kept_exactly() =>
        Assert.IsType<RubyStruct>(RubyMarshal.Load(GoldenFile.Value("struct").Bytes, Options with { Exact = true }));

    [Fact]
    public void Extended_object_of_a_registered_class_is_converted_to_the_type()
    {
        var loaded = RubyMarshal.Load(GoldenFile.Value("extended_object").Bytes, Options);

        Assert.Equal(new Plain(1, "two"), RubyConvert.ToRegistered<Plain>(loaded));
        Assert.Equal(GoldenFile.Value("extended_object").Hex, Convert.ToHexStringLower(RubyMarshal.Dump(loaded, Options)));
    }

    [Fact]
    public void Unknown_object_is_loaded_again_where_its_class_is_registered()
    {
        var unknown = new UnknownObject("Point", GoldenFile.Value("struct").Bytes);

        Assert.Equal(new Point(1, 2), RubyMarshal.Load(RubyMarshal.Dump(unknown), Options));
    }

    [Fact]
    public void Error_of_a_constructor_is_an_error_of_the_document()
    {
        var types = new RubyTypeRegistry();
        types.Add(RubyTypeMapping.Create<Point>("Point", RubyTypeKind.Struct, _ => throw new InvalidOperationException("no points today")));

        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Load(GoldenFile.Value("struct").Bytes, new MarshalOptions { Types = types }));

        Assert.Contains("no points today", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public void Members_can_be_missing_or_unknown()
    {
        var types = new RubyTypeRegistry();
        types.Add(RubyTypeMapping.Create<Plain>("Plain", RubyTypeKind.Object, members => new Plain(members.TryGet("c", out _) ? 1 : 0, members.ClassName)));

        Assert.Equal(new Plain(0, "Plain"), RubyMarshal.Load(GoldenFile.Value("object_plain").Bytes, new MarshalOptions { Types = types }));
    }

    [Fact]
    public void Add_accepts_the_same_pair_again_and_refuses_half_of_it()
    {
        var types = new RubyTypeRegistry();
        types.Add(PointMapping("Point"));

        types.Add(PointMapping("Point"));

        Assert.Throws<ArgumentException>(() => types.Add(PointMapping("Other")));
        Assert.Throws<ArgumentException>(() => types.Add(RubyTypeMapping.Create<Plain>("Point", RubyTypeKind.Object, _ => null!)));
    }

    [Fact]
    public void Registry_finds_what_its_parent_has()
    {
        var parent = new RubyTypeRegistry();
        var child = new RubyTypeRegistry(parent);
        parent.Add(PointMapping("Point"));

        Assert.True(child.TryGet("Point", out var byName));
        Assert.True(child.TryGet(typeof(Point), out var byType));
        Assert.Same(byName, byType);
        Assert.False(child.TryGet("Nothing", out _));
    }

    [Fact]
    public async Task Types_can_be_added_while_others_are_looked_up()
    {
        var types = new RubyTypeRegistry();
        types.Add(PointMapping("Point"));
        var options = new MarshalOptions { Types = types };
        var adding = Task.Run(() =>
        {
            Type[] others = [typeof(int), typeof(long), typeof(byte), typeof(short), typeof(char), typeof(float), typeof(double), typeof(Guid)];
            foreach (var other in others)
            {
                types.Add(new Mapping(other));
            }
        }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 1000; i++)
        {
            Assert.IsType<Point>(RubyMarshal.Load(RubyMarshal.Dump(new Point(1, 2), options), options));
        }

        await adding;
        Assert.True(types.TryGet(typeof(Guid), out _));
    }

    private static MyError Thrown()
    {
        Action throwing = () => throw new MyError("bad");
        return Assert.Throws<MyError>(throwing);
    }

    private static void AssertBothWays(string name, object value)
    {
        var golden = GoldenFile.Value(name);

        Assert.Equal(value, RubyMarshal.Load(golden.Bytes, Options));
        Assert.Equal(golden.Hex, Convert.ToHexStringLower(RubyMarshal.Dump(value, Options)));
    }

    private static object? Inert(byte[] document) => RubyMarshal.Load(document, new MarshalOptions { Types = new RubyTypeRegistry() });

    private static RubyTypeRegistry Register()
    {
        var types = new RubyTypeRegistry();
        types.Add(PointMapping("Point"));
        types.Add(RubyTypeMapping.Create<Plain>(
            "Plain", RubyTypeKind.Object, members => new Plain(RubyConvert.ToInt32(members.Require("a")), RubyConvert.ToText(members.Require("b"))!), ("a", p => p.A), ("b", p => p.B)));
        types.Add(RubyTypeMapping.Create<Node>(
            "Node", RubyTypeKind.Object, members => new Node(RubyConvert.ToText(members.Require("name"))!, members.Require("next")), ("name", n => n.Name), ("next", n => n.Next)));
        types.Add(RubyTypeMapping.Create<MyError>("MyErr", RubyTypeKind.Exception, members => new MyError(members.Message!), ("detail", e => e.Detail)));
        return types;
    }

    private static RubyTypeMapping PointMapping(string name) => RubyTypeMapping.Create<Point>(
        name, RubyTypeKind.Struct, members => new Point(RubyConvert.ToInt32(members.Require("x")), RubyConvert.ToInt32(members.Require("y"))), ("x", p => p.X), ("y", p => p.Y));

    private sealed class Mapping(Type type) : RubyTypeMapping("Type::" + type.Name, type, RubyTypeKind.Object)
    {
        public override int MemberCount => 0;

        public override object Read(RubyMembers members) => 0;

        public override void Write(object value, RubyMemberWriter writer)
        {
        }
    }
}
