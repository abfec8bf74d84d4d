using System.Net;
using Ringleader.TupleSpaces.Ring.Serving;

namespace Ringleader.TupleSpaces.Tests.Ring.Serving;

public sealed class RingBindingTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", null, false)]
    [InlineData("0.0.0.0", "0.0.0.0", null, false)]
    [InlineData("::", "::", null, false)]
    [InlineData("239.1.2.3", "239.1.2.3", null, true)]
    [InlineData("239.1.2.3%eth0", "239.1.2.3", "eth0", true)]
    [InlineData("239.1.2.3%10.0.0.5", "239.1.2.3", "10.0.0.5", true)]
    [InlineData("ff02::114", "ff02::114", null, true)]
    [InlineData("ff02::114%2", "ff02::114", "2", true)]
    public void Addresses_and_groups_are_read(string text, string address, string? networkInterface, bool isMulticast)
    {
        var binding = RingBinding.Parse(text);

        Assert.Equal(new RingBinding(IPAddress.Parse(address), networkInterface), binding);
        Assert.Equal(isMulticast, binding.IsMulticast);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:7647")]
    [InlineData("10.0.0.1%eth0")]
    public void Other_texts_are_refused_with_what_is_expected(string text)
    {
        Assert.Contains("239.1.2.3", Assert.Throws<ArgumentException>(() => RingBinding.Parse(text)).Message, StringComparison.Ordinal);
    }
}
