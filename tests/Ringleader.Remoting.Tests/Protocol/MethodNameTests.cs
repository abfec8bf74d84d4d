using System.Text;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting.Tests.Protocol;

public sealed class MethodNameTests
{
    public static TheoryData<byte[]> NoNames { get; } = new(
        [],
        [4],
        [4, 8],
        [4, 8, (byte)'I'],
        [4, 8, (byte)'"'],
        [4, 8, (byte)'"', 0],
        [4, 8, (byte)'"', 6],
        [4, 8, (byte)'"', 1],
        [4, 8, (byte)'"', 1, 200, 97],
        [4, 8, (byte)'"', 2, 0, 1, 97],
        [4, 8, (byte)'"', 0xfa, 97],
        [4, 8, (byte)'"', 127, 97],
        RubyMarshal.Dump(null),
        RubyMarshal.Dump(17),
        RubyMarshal.Dump(new object[] { "echo" }),
        RubyMarshal.Dump(""),
        RubyMarshal.Dump(new string('a', 256)));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(122)]
    [InlineData(123)]
    [InlineData(255)]
    public void Read_gives_a_names_bytes_of_every_length(int length)
    {
        var name = new string('n', length);

        Assert.Equal(name, Encoding.UTF8.GetString(MethodName.Read(RubyMarshal.Dump(name))));
        Assert.Equal(name, Encoding.UTF8.GetString(MethodName.Read(RubyMarshal.Dump(Encoding.ASCII.GetBytes(name)))));
        Assert.Equal(name, Encoding.UTF8.GetString(MethodName.Read(RubyMarshal.Dump(RubySymbol.Of(name)))));
    }

    [Fact]
    public void Read_gives_the_bytes_of_a_name_beyond_ASCII()
    {
        Assert.Equal("größe", Encoding.UTF8.GetString(MethodName.Read(RubyMarshal.Dump("größe"))));
    }

    [Theory]
    [MemberData(nameof(NoNames))]
    public void Read_refuses_what_is_no_name(byte[] document)
    {
        Assert.Throws<MarshalException>(() => MethodName.Read(document).Length);
    }
}
