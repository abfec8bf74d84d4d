using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

public sealed class RubySymbolTests
{
    [Fact]
    public void Symbols_of_one_name_are_equal_however_they_were_made()
    {
        var name = new string('n', 100);

        Assert.Equal(RubySymbol.Of("id"), RubySymbol.Of("id"));
        Assert.True(RubySymbol.Of(name) == RubySymbol.Of(name));
        Assert.True(RubySymbol.Of("id") != RubySymbol.Of("ID"));
        Assert.Equal(RubySymbol.Of("\u65e5"), RubyMarshal.Load(RubyMarshal.Dump(RubySymbol.Of("\u65e5"))));
        Assert.Equal(RubySymbol.Of("id").GetHashCode(), RubySymbol.Of("id").GetHashCode());
    }

    [Fact]
    public void Symbols_of_one_spelling_in_other_encodings_are_different()
    {
        var binary = Assert.IsType<RubySymbol>(RubyMarshal.Load(Convert.FromHexString("04083a08e697a5")));

        Assert.NotEqual(RubySymbol.Of("\u65e5"), binary);
    }

    [Fact]
    public void Symbols_used_often_are_not_made_again() =>
        Assert.Same(RubySymbol.Of("often_used_name"), RubyMarshal.Load(RubyMarshal.Dump(RubySymbol.Of("often_used_name"))));

    [Fact]
    public void Of_refuses_half_of_a_surrogate_pair() =>
        Assert.ThrowsAny<ArgumentException>(() => RubySymbol.Of("\ud800"));
}
