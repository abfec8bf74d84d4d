using System.Text;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class FloatTextTests
{
    /// <summary>Texts that real Ruby 3.1 wrote.</summary>
    [Theory]
    [InlineData(10.0, "1e1")]
    [InlineData(100.0, "1e2")]
    [InlineData(120.0, "1.2e2")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012, "0.00012")]
    [InlineData(1e-5, "1e-5")]
    [InlineData(2.5e-5, "2.5e-5")]
    [InlineData(123456.0, "123456")]
    [InlineData(1234567890123456.0, "1234567890123456")]
    [InlineData(12345678901234567.0, "12345678901234568")]
    [InlineData(1e15, "1e15")]
    [InlineData(1e22, "1e22")]
    [InlineData(1.23e22, "1.23e22")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e7, "1e7")]
    [InlineData(1500000.0, "1.5e6")]
    [InlineData(19.99, "19.99")]
    [InlineData(-19.9901, "-19.9901")]
    [InlineData(-1.0, "-1")]
    [InlineData(1.00005, "1.00005")]
    [InlineData(999999999999999.0, "999999999999999")]
    [InlineData(99999999999.9999, "99999999999.9999")]
    public void WriteFloatText_lays_digits_out_as_ruby_does(double value, string text)
    {
        Span<byte> bytes = stackalloc byte[MarshalFormat.MaxFloatBytes];

        var length = MarshalFormat.WriteFloatText(bytes, value);

        Assert.Equal(text, Encoding.ASCII.GetString(bytes[..length]));
        Assert.Equal(value, MarshalFormat.ParseFloat(bytes[..length]));
    }

    [Fact]
    public void ParseFloat_rounds_every_short_text_as_the_framework_does()
    {
        const int seed = 20240229;
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var digits = random.NextInt64(0, (long)Math.Pow(10, random.Next(1, 17))).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var text = digits.Insert(random.Next(1, digits.Length + 1), random.Next(2) == 0 ? "." : "").TrimEnd('.');
            text = (random.Next(2) == 0 ? "-" : "") + text;

            var parsed = MarshalFormat.ParseFloat(Encoding.ASCII.GetBytes(text));

            Assert.Equal((text, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)), (text, parsed));
        }
    }

    [Fact]
    public void ParseFloat_ignores_the_mantissa_that_old_rubies_appended() =>
        Assert.Equal(1.5, MarshalFormat.ParseFloat("1.5\0\u0001\u0002"u8));
}
