using Ringleader.Cli.Calling;
using Ringleader.Remoting;

namespace Ringleader.Cli.Tests.Calling;

public sealed class CallArgumentsTests
{
    [Fact]
    public void Positional_arguments_keep_their_order()
    {
        Assert.Equal([1L, "a", null], CallArguments.Read(["1", "\"a\"", "null"], []));
    }

    [Fact]
    public void Keywords_follow_as_the_last_argument()
    {
        var arguments = CallArguments.Read(["1"], ["polite=true", "text=\"a=b\""]);

        Assert.Equal(2, arguments.Length);
        var keywords = Assert.IsType<KeywordArguments>(arguments[1]);
        Assert.Equal([new("polite", true), new("text", "a=b")], keywords);
    }

    [Theory]
    [InlineData("polite", "'polite' is no keyword argument. Write it as --kw name=JSON.")]
    [InlineData("=1", "'=1' is no keyword argument. Write it as --kw name=JSON.")]
    [InlineData("a=b", "Keyword 'a' is no JSON: 'b'. Quote a string twice: '\"b\"'.")]
    public void What_is_no_keyword_is_refused(string word, string expected)
    {
        var error = Assert.Throws<WrongUseException>(() => CallArguments.Read([], [word]));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void A_keyword_cannot_be_given_twice()
    {
        var error = Assert.Throws<WrongUseException>(() => CallArguments.Read([], ["a=1", "a=2"]));

        Assert.Equal("The keyword 'a' is given twice.", error.Message);
    }

    [Fact]
    public void A_mistyped_option_is_called_one()
    {
        var error = Assert.Throws<WrongUseException>(() => CallArguments.Read(["--jsn"], []));

        Assert.Equal("There is no option '--jsn'. Try: ringleader call --help", error.Message);
    }
}
