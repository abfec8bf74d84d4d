namespace Ringleader.Services.Tests;

public sealed class ServiceIdentityTests
{
    [Theory]
    [InlineData("host_123", "host", 123, null)]
    [InlineData("host_123_front", "host", 123, "front")]
    [InlineData("my_host_123_a_b", "my_host", 123, "a_b")]
    public void The_text_of_RingyDingy_is_read_and_written(string text, string host, int processId, string? name)
    {
        var identity = ServiceIdentity.TryParse(text);

        Assert.Equal(new ServiceIdentity(host, processId, name), identity);
        Assert.Equal(text, identity?.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("User Service")]
    [InlineData("host_")]
    [InlineData("_123")]
    [InlineData("host_99999999999999")]
    public void Other_descriptions_are_no_identities(string? text) => Assert.Null(ServiceIdentity.TryParse(text));

    [Fact]
    public void This_process_is_named_by_its_host_in_lower_case()
    {
        var identity = ServiceIdentity.OfThisProcess();

        Assert.Equal(identity.Host.ToLowerInvariant(), identity.Host);
        Assert.Equal(Environment.ProcessId, identity.ProcessId);
    }
}
