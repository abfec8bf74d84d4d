using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Marshal.Golden;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class TruncationTests
{
    public static TheoryData<string> Names => [.. GoldenFile.Values.Select(value => value.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_of_a_golden_value_cut_at_any_byte_is_refused(string name)
    {
        var document = GoldenFile.Value(name).Bytes;

        AssertRefusedAtEveryByte(document, MarshalOptions.Default);
        AssertRefusedAtEveryByte(document, new MarshalOptions { Exact = true });
    }

    [Fact]
    public void Load_of_a_captured_message_cut_at_any_byte_is_refused()
    {
        foreach (var document in GoldenFile.Captures.SelectMany(capture => capture.Documents()))
        {
            AssertRefusedAtEveryByte(document, MarshalOptions.Default);
        }
    }

    internal static void AssertRefusedAtEveryByte(byte[] document, MarshalOptions options)
    {
        for (var length = 0; length < document.Length; length++)
        {
            var error = Record.Exception(() => RubyMarshal.Load(document.AsSpan(0, length), options));
            Assert.IsType<MarshalException>(error);
        }
    }
}
