using Npgsql;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Tests;

public sealed class ConnectionTextTests
{
    [Fact]
    public void A_url_gives_all_its_parts()
    {
        var parts = ConnectionText.Parse("postgres://ann:p%40ss%3Aw@db.example:6432/the%20jobs?sslmode=Require&application_name=web");

        Assert.Equal(("db.example", 6432, "ann", "p@ss:w", "the jobs"), (parts.Host, parts.Port, parts.Username, parts.Password, parts.Database));
        Assert.Equal((SslMode.Require, "web"), (parts.SslMode, parts.ApplicationName));
    }

    [Theory]
    [InlineData("postgresql://localhost")]
    [InlineData("POSTGRES://localhost/")]
    public void What_a_url_leaves_out_is_as_usual(string url)
    {
        var parts = ConnectionText.Parse(url);

        Assert.Equal(("localhost", 5432), (parts.Host, parts.Port));
        Assert.Null(parts.Database);
        Assert.Null(parts.Username);
    }

    [Fact]
    public void A_url_may_name_an_address_of_version_6()
    {
        Assert.Equal("::1", ConnectionText.Parse("postgres://ann@[::1]:5433/jobs").Host);
    }

    [Fact]
    public void A_connection_string_is_taken_as_it_is()
    {
        Assert.Equal(("db", 99), (ConnectionText.Parse("Host=db;Port=99").Host, ConnectionText.Parse("Host=db;Port=99").Port));
    }

    [Theory]
    [InlineData("postgres://")]
    [InlineData("postgres://ann:secret@:1/x")]
    [InlineData("postgres://ann:secret@host:port/x")]
    public void A_url_that_cannot_be_read_is_refused_without_telling_its_password(string url)
    {
        var error = Assert.Throws<ArgumentException>(() => ConnectionText.Parse(url));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db", 100)]
    [InlineData("Host=db;Max Auto Prepare=0", 0)]
    [InlineData("Host=db;MaxAutoPrepare=0", 0)]
    [InlineData("Host=db;Max Auto Prepare=7", 7)]
    [InlineData("postgres://ann@db/jobs?max_auto_prepare=0", 0)]
    [InlineData("postgres://ann@db/jobs", 100)]
    public void Statements_are_prepared_as_the_text_says_and_by_themselves_when_it_says_nothing(string text, int expected)
    {
        using var source = ConnectionText.CreateSource(text);

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxAutoPrepare);
    }

    [Fact]
    public void The_name_of_a_store_tells_no_secrets()
    {
        var store = new PostgreSqlJobStore("postgres://ann:secret@db.example:6432/jobs");

        Assert.Equal("postgresql://db.example:6432/jobs", store.Name);
    }
}
