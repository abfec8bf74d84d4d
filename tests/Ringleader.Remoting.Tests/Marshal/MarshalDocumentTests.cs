using System.Text;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>The whole documents that the messages of a call are made of, in both directions.</summary>
public sealed class MarshalDocumentTests
{
    private const string Uri = "druby://127.0.0.1:9999";

    [Fact]
    public void Static_writers_write_what_ruby_writes()
    {
        AssertWritten("040830", MarshalWriter.WriteNil);
        AssertWritten("040854", output => MarshalWriter.WriteBoolean(output, true));
        AssertWritten("040846", output => MarshalWriter.WriteBoolean(output, false));
        AssertWritten("04086906", output => MarshalWriter.WriteInt64(output, 1));
        AssertWritten("04086c2d090000000000000080", output => MarshalWriter.WriteInt64(output, long.MinValue));
        AssertWritten("04086608312e35", output => MarshalWriter.WriteDouble(output, 1.5));
        AssertWritten("040849220a68656c6c6f063a064554", output => MarshalWriter.WriteText(output, "hello"));
        AssertWritten("04084922096563686f063a064546", output => MarshalWriter.WriteAscii(output, "echo"u8));
        AssertWritten("04083a0a68656c6c6f", output => MarshalWriter.WriteSymbol(output, "hello"));
        AssertWritten("0408493a0be697a5e69cac063a064554", output => MarshalWriter.WriteSymbol(output, "\u65e5\u672c"));
    }

    [Fact]
    public void WriteReference_writes_what_ruby_writes()
    {
        AssertWritten(GoldenFile.Value("drb_object").Hex, output => MarshalWriter.WriteReference(output, Uri, 8L));
        AssertWritten(GoldenFile.Value("drb_object").Hex, output => MarshalWriter.WriteReference(output, Uri, 8));
        AssertWritten(GoldenFile.Value("drb_object_front").Hex, output => MarshalWriter.WriteReference(output, Uri, null));
        AssertWritten(GoldenFile.Value("drb_object_uri_option").Hex, output => MarshalWriter.WriteReference(output, Uri, new RubyUriOption("name")));
    }

    [Fact]
    public void WriteReference_takes_any_plain_id()
    {
        using var output = new ByteBuffer();

        MarshalWriter.WriteReference(output, Uri, new[] { "user", (object)5 });

        var reference = Assert.IsType<DrbReference>(RubyMarshal.Load(output.Written));
        Assert.Equal(new object?[] { "user", 5L }, reference.Id);
    }

    [Fact]
    public void WriteDrbArray_writes_what_ruby_writes()
    {
        var writer = new MarshalWriter(MarshalOptions.Default);

        AssertWritten(GoldenFile.Value("drb_array").Hex, output => writer.WriteDrbArray(output, [1, "a", null], references: null));
    }

    [Fact]
    public void WriteDrbArray_makes_members_that_travel_by_reference_references_one_by_one()
    {
        var local = new object();
        var references = new RecordingReferences { Undumped = { local } };
        var writer = new MarshalWriter(MarshalOptions.Default);
        using var output = new ByteBuffer();

        writer.WriteDrbArray(output, [1, local, new[] { "in", local }], references);

        var items = Assert.IsType<object?[]>(RubyMarshal.Load(output.Written));
        Assert.Equal([1L, new DrbReference(RecordingReferences.Uri, 1000L), new DrbReference(RecordingReferences.Uri, 1000L)], items);
    }

    [Fact]
    public void TryWriteDocument_writes_proxies_as_references_at_any_depth_and_links_them()
    {
        var proxy = new object();
        var references = new RecordingReferences { Proxies = { [proxy] = 8 } };
        var writer = new MarshalWriter(MarshalOptions.Default);
        using var output = new ByteBuffer();

        var isWritten = writer.TryWriteDocument(output, new[] { proxy, new[] { proxy, proxy } }, references);

        var reference = new DrbReference(RecordingReferences.Uri, 8L);
        Assert.True(isWritten);
        Assert.Equal(Rendering.Of(new object?[] { reference, new object?[] { reference, reference } }), Rendering.Of(RubyMarshal.Load(output.Written)));
        Assert.Equal(2, output.Written.Count((byte)'@'));
    }

    [Fact]
    public void TryWriteDocument_does_not_ask_about_values_and_collections_of_the_framework()
    {
        var references = new RecordingReferences();
        var writer = new MarshalWriter(MarshalOptions.Default);
        using var output = new ByteBuffer();

        writer.TryWriteDocument(output, new object?[] { 1, "a", new List<int> { 1 }, (1, 2), new HashSet<int> { 1 }, new Dictionary<int, int>() }, references);

        Assert.Empty(references.Asked);
    }

    [Fact]
    public void ReadDocument_resolves_references_at_any_depth()
    {
        var document = GoldenFile.Value("ring_packet").Bytes;

        var value = new MarshalReader(document, MarshalOptions.Default, new RecordingReferences()).ReadDocument();

        Assert.Equal(Rendering.Of(new object?[] { new object?[] { RubySymbol.Of("lookup_ring"), $"{Uri}#8" }, 5L }), Rendering.Of(value));
    }

    [Fact]
    public void Typed_readers_read_their_own_scalar()
    {
        Assert.True(Reader(true).ReadBoolean());
        Assert.False(Reader(false).ReadBoolean());
        Assert.Equal(-70000, Reader(-70000).ReadInt32());
        Assert.Equal(int.MaxValue, Reader(int.MaxValue).ReadInt32());
        Assert.Equal(long.MinValue, Reader(long.MinValue).ReadInt64());
        Assert.Equal(12L, Reader(12).ReadInt64());
        Assert.Equal(1.5, Reader(1.5).ReadDouble());
        Assert.Equal(3.0, Reader(3).ReadDouble());
        Assert.Equal(1e20, Reader(System.Numerics.BigInteger.Pow(10, 20)).ReadDouble());
        Assert.Equal("h\u00e9", Reader("h\u00e9").ReadText());
        Assert.Equal("name", Reader(RubySymbol.Of("name")).ReadText());
        Assert.Equal("ascii", Reader("ascii"u8.ToArray()).ReadText());
        Assert.Equal("\u65e5\u672c", new MarshalReader(GoldenFile.Value("string_sjis").Bytes, MarshalOptions.Default, null).ReadText());
        Assert.Null(Reader(null).ReadText());
    }

    [Fact]
    public void Typed_readers_refuse_other_values_and_name_both()
    {
        AssertRefused("String", "boolean", () => Reader("x").ReadBoolean());
        AssertRefused("NilClass", "Int32", () => Reader(null).ReadInt32());
        AssertRefused("Integer (2147483648)", "Int32", () => Reader(2147483648).ReadInt32());
        AssertRefused("Float (1.5)", "Int64", () => Reader(1.5).ReadInt64());
        AssertRefused("Array (of 1)", "number", () => Reader(new[] { 1 }).ReadDouble());
        AssertRefused("Integer (1)", "String", () => Reader(1).ReadText());
    }

    [Fact]
    public void ReadIsNil_leaves_the_document_to_be_read()
    {
        var nil = Reader(null);
        var other = Reader(5);

        Assert.True(nil.ReadIsNil());
        Assert.Null(nil.ReadDocument());
        Assert.False(other.ReadIsNil());
        Assert.Equal(5L, other.ReadDocument());
    }

    [Fact]
    public void Typed_readers_refuse_truncated_documents()
    {
        foreach (var value in new object?[] { true, 70000, 1L << 40, 1.25, "text", RubySymbol.Of("symbol") })
        {
            var document = RubyMarshal.Dump(value);
            for (var length = 0; length < document.Length; length++)
            {
                var part = document.AsMemory(0, length);
                Assert.Throws<MarshalException>(() => new MarshalReader(part.Span, MarshalOptions.Default, null).ReadBoolean());
                Assert.Throws<MarshalException>(() => new MarshalReader(part.Span, MarshalOptions.Default, null).ReadInt32());
                Assert.Throws<MarshalException>(() => new MarshalReader(part.Span, MarshalOptions.Default, null).ReadInt64());
                Assert.Throws<MarshalException>(() => new MarshalReader(part.Span, MarshalOptions.Default, null).ReadDouble());
                Assert.Throws<MarshalException>(() => new MarshalReader(part.Span, MarshalOptions.Default, null).ReadText());
            }
        }
    }

    [Fact]
    public void Dump_appends_to_a_writer()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();

        RubyMarshal.Dump("a", output);
        RubyMarshal.Dump(1, output);

        Assert.Equal([.. RubyMarshal.Dump("a"), .. RubyMarshal.Dump(1)], output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Dump_within_the_enumeration_of_a_dumped_value_works()
    {
        var document = RubyMarshal.Dump(new HashSet<object>(new[] { "a" }.Select(text => (object)Encoding.Latin1.GetString(RubyMarshal.Dump(text)))));

        var set = Assert.IsType<RubySet>(RubyMarshal.Load(document));

        Assert.Equal("a", RubyMarshal.Load(Encoding.Latin1.GetBytes((string)set.Single()!)));
    }

    private static MarshalReader Reader(object? value) => new(RubyMarshal.Dump(value), MarshalOptions.Default, references: null);

    private static void AssertWritten(string hex, Action<ByteBuffer> write)
    {
        using var output = new ByteBuffer();
        write(output);
        Assert.Equal(hex, Convert.ToHexStringLower(output.Written));
    }

    private static void AssertRefused(string came, string wanted, Func<object?> read)
    {
        var error = Assert.Throws<MarshalException>(read);
        Assert.Contains(came, error.Message, StringComparison.Ordinal);
        Assert.Contains(wanted, error.Message, StringComparison.Ordinal);
    }
}
