using Ringleader.Cli.Demo.LogCounting;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

public sealed class AccessLogLineTests
{
    [Theory]
    [InlineData("""127.0.0.1 - - [21/Nov/2026:20:25:47 +0000] "GET /a/b.css HTTP/1.1" 200 6302 "http://shop.example/" "curl/7.88.1" """, "/a/b.css")]
    [InlineData("""127.0.0.1 - - [21/Nov/2026:20:25:47 +0000] "GET / HTTP/2.0" 304 0""", "/")]
    [InlineData("""2001:db8::1 - ann [t] "POST /search?q=a%20b&x=1 HTTP/1.0" 200 1""", "/search")]
    [InlineData("""1.2.3.4 - a user with blanks [t] "GET /x HTTP/1.1" 200 1""", "/x")]
    [InlineData("""1.2.3.4 - - [t] "GET http://proxy.example/x?y HTTP/1.1" 200 1""", "http://proxy.example/x")]
    [InlineData("""1.2.3.4 - - [t] "OPTIONS * HTTP/1.1" 200 1""", "*")]
    [InlineData("""1.2.3.4 - - [t] "GET /say\"hello\"?q=\" HTTP/1.1" 200 1 "-" "a \"quoted\" agent" """, """/say\"hello\" """)]
    [InlineData("""1.2.3.4 - - [t] "GET /caf\xc3\xa9 HTTP/1.1" 200 1""", """/caf\xc3\xa9""")]
    [InlineData("""1.2.3.4 - - [t] "GET /ü/日本 HTTP/1.1" 200 1""", "/ü/日本")]
    public void TryGetUrl_finds_the_URL_without_its_query(string line, string expected)
    {
        Assert.True(AccessLogLine.TryGetUrl(line, out var url));
        Assert.Equal(expected.TrimEnd(), url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("not a log line at all")]
    [InlineData("""1.2.3.4 - - [t] "-" 400 0 "-" "-" """)]
    [InlineData("""1.2.3.4 - - [t] "" 400 0""")]
    [InlineData("""1.2.3.4 - - [t] "\x16\x03\x01\x02" 400 157 "-" "-" """)]
    [InlineData("""1.2.3.4 - - [t] "GET / with blanks HTTP/1.1" 400 0""")]
    [InlineData("""1.2.3.4 - - [t] "GET /" 200 1""")]
    [InlineData("""1.2.3.4 - - [t] "get / HTTP/1.1" 400 1""")]
    [InlineData("""1.2.3.4 - - [t] "GET ?a HTTP/1.1" 400 1""")]
    [InlineData("""1.2.3.4 - - [t] "GET /x""")]
    [InlineData("\ufffd\u0000\u001b[31m")]
    public void TryGetUrl_refuses_what_is_no_request(string line)
    {
        Assert.False(AccessLogLine.TryGetUrl(line, out var url));
        Assert.Null(url);
    }

    [Fact]
    public void TryGetUrl_takes_time_in_proportion_to_the_line()
    {
        var line = "[t] \"GET /" + new string('\\', 500_000);

        Assert.False(AccessLogLine.TryGetUrl(line, out _));
    }

    [Fact]
    public void Ruby_worker_has_the_same_expression()
    {
        using var script = new StreamReader(typeof(AccessLogLine).Assembly.GetManifestResourceStream("worker.rb")!);

        Assert.Contains("""REQUEST = /\] "[A-Z]+ ((?:[^ "\\?]|\\.)+)(?:\?(?:[^ "\\]|\\.)*)? HTTP\/[0-9]/""", script.ReadToEnd(), StringComparison.Ordinal);
    }
}
