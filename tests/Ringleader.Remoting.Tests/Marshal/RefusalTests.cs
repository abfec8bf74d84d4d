using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>What Ruby cannot dump, in its nearest .NET form: refused by value, and left to the object layer as a reference.</summary>
public sealed class RefusalTests
{
    private static readonly Dictionary<string, Func<object>> Analogs = new()
    {
        ["proc"] = () => new Action(() => { }),
        ["lambda"] = () => new Func<int>(() => 1),
        ["thread"] = () => Thread.CurrentThread,
        ["mutex"] = () => new SemaphoreSlim(1),
        ["io"] = () => new MemoryStream(),
        ["singleton_obj"] = () => new RefusalTests(),
        ["anon_class"] = () => new { A = 1 }.GetType(),
        ["anon_obj"] = () => new { A = 1 },
        ["hash_default_proc"] = () => new Lazy<RubyHash>(),
        ["drb_undumped"] = () => new TaskCompletionSource(),
        ["method"] = () => typeof(RefusalTests).GetMethods()[0],
        ["binding"] = () => new CancellationTokenSource(),
        ["matchdata"] = () => Regex.Match("a", "a"),
        ["queue"] = () => new ConcurrentQueue<int>(),
        ["enumerator"] = () => Enumerable.Range(0, 3).Where(number => number > 1),
        ["basic_object"] = () => new object(),
    };

    public static TheoryData<string> Names => [.. GoldenFile.Refusals.Select(refusal => refusal.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Dump_refuses_and_says_what_to_do(string name)
    {
        var value = Analogs[name]();

        var error = Assert.Throws<MarshalException>(() => RubyMarshal.Dump(new[] { 1, value }));

        Assert.Contains($"'{value.GetType()}'", error.Message, StringComparison.Ordinal);
        Assert.Matches(@"\[RubyType\].*\[RemoteContract\].*\[ByReference\]|ToList", error.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TryWriteDocument_gives_up_without_a_trace_when_something_inside_travels_by_reference(string name)
    {
        var value = Analogs[name]();
        var references = new RecordingReferences { Undumped = { value } };
        using var output = new ByteBuffer();
        output.Append(7);
        var writer = new MarshalWriter(MarshalOptions.Default);

        var isWritten = writer.TryWriteDocument(output, new object[] { "text", new[] { value } }, references);

        Assert.False(isWritten);
        Assert.Equal([7], output.Written.ToArray());
    }

    [Fact]
    public void Writer_that_gave_up_writes_the_next_document_from_the_start()
    {
        var value = new object();
        var references = new RecordingReferences { Undumped = { value } };
        var writer = new MarshalWriter(MarshalOptions.Default);
        using var output = new ByteBuffer();
        var shared = new object?[] { "a", RubySymbol.Of("b") };
        writer.TryWriteDocument(output, new object[] { shared, shared, value }, references);

        var isWritten = writer.TryWriteDocument(output, shared, references);

        Assert.True(isWritten);
        Assert.Equal(RubyMarshal.Dump(shared), output.Written.ToArray());
    }

    [Fact]
    public void TryWriteDocument_that_throws_leaves_no_trace()
    {
        using var output = new ByteBuffer();
        var writer = new MarshalWriter(MarshalOptions.Default);

        Assert.Throws<MarshalException>(() => writer.TryWriteDocument(output, new[] { "text", new object() }, references: null));

        Assert.Equal(0, output.Length);
    }
}
