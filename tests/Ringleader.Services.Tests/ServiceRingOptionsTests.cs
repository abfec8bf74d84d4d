namespace Ringleader.Services.Tests;

public sealed class ServiceRingOptionsTests
{
    public static TheoryData<string, ServiceRingOptions> Wrong => new()
    {
        { "Lease", new() { Lease = TimeSpan.FromMilliseconds(999) } },
        { "Lease", new() { Lease = TimeSpan.FromHours(2) } },
        { "CheckPeriod", new() { CheckPeriod = TimeSpan.Zero } },
        { "ProbeTimeout", new() { ProbeTimeout = TimeSpan.Zero } },
        { "DefaultTimeout", new() { DefaultTimeout = TimeSpan.FromSeconds(-1) } },
        { "ApplicationName", new() { ApplicationName = "a/b" } },
        { "ApplicationName", new() { ApplicationName = "" } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task An_option_out_of_range_is_named(string name, ServiceRingOptions options)
    {
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(async () => await ServiceRing.JoinAsync(options));

        Assert.Equal(name, error.ParamName);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_cannot_be_read_is_refused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await ServiceRing.JoinAsync(new() { Uri = "http://localhost" }));

        Assert.Contains("http://localhost", error.Message, StringComparison.Ordinal);
    }
}
