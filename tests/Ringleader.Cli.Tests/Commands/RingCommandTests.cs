using System.Text.Json;
using Ringleader.Remoting.Marshal;
using Ringleader.Services;

namespace Ringleader.Cli.Tests.Commands;

public sealed class RingCommandTests
{
    /// <summary>How long to look for ring servers; lists take all of it.</summary>
    private const string Look = "2s";

    [Fact]
    public async Task List_groups_services_by_host_and_says_which_live()
    {
        await using var ring = await RingFixture.StartAsync();
        await using var provider = await ring.StartProviderAsync();
        await ring.Space.WriteAsync([RubySymbol.Of("name"), RubySymbol.Of("Ghost"), new DrbReference("druby://127.0.0.1:1", 7L), "attic_13"]);

        var run = await CliRun.OfAsync("ring", "list", "--json", "--ring", ring.Target, "--timeout", Look);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        using var document = JsonDocument.Parse(run.Output);
        var hosts = document.RootElement.EnumerateArray().ToDictionary(static host => host.GetProperty("host").GetString()!, static host => host.GetProperty("services")[0]);
        Assert.Equal(2, hosts.Count);
        Assert.False(hosts["attic"].GetProperty("alive").GetBoolean());
        Assert.Equal(13, hosts["attic"].GetProperty("process").GetInt32());
        var printer = hosts[ServiceIdentity.OfThisProcess().Host];
        Assert.True(printer.GetProperty("alive").GetBoolean());
        Assert.Equal("Printer", printer.GetProperty("name").GetString());
        Assert.Equal(provider.Id, printer.GetProperty("process").GetInt32());
        Assert.StartsWith("druby://127.0.0.1:", printer.GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal(ring.Uri, printer.GetProperty("rings")[0].GetString());
    }

    [Fact]
    public async Task List_for_a_person_has_one_line_per_service()
    {
        await using var ring = await RingFixture.StartAsync();
        await ring.Space.WriteAsync([RubySymbol.Of("name"), RubySymbol.Of("Ghost"), new DrbReference("druby://127.0.0.1:1", 7L), "attic_13"]);

        var run = await CliRun.OfAsync("ring", "list", "--ring", ring.Target, "--timeout", Look);

        Assert.Equal(new CliRun(0, "attic\n  Ghost  dead  druby://127.0.0.1:1  process 13\n", ""), run);
    }

    [Fact]
    public async Task List_of_an_empty_ring_says_so()
    {
        await using var ring = await RingFixture.StartAsync();

        var run = await CliRun.OfAsync("ring", "list", "--ring", ring.Target, "--timeout", Look);

        Assert.Equal(new CliRun(0, $"Nothing is registered with {ring.Uri}.\n", ""), run);
    }

    [Fact]
    public async Task Find_prints_the_address_of_a_live_provider()
    {
        await using var ring = await RingFixture.StartAsync();
        await using var provider = await ring.StartProviderAsync();

        var plain = await CliRun.OfAsync("ring", "find", "Printer", "--ring", ring.Target, "--timeout", Look);
        var json = await CliRun.OfAsync("ring", "find", "Printer", "--json", "--ring", ring.Target, "--timeout", Look);

        Assert.Equal(0, plain.ExitCode);
        Assert.Matches(@"^druby://127\.0\.0\.1:\d+\n$", plain.Output);
        Assert.StartsWith($$"""{"$ref":"{{plain.Output.TrimEnd()}}","id":""", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_of_what_nobody_offers_is_a_failure()
    {
        await using var ring = await RingFixture.StartAsync();

        var run = await CliRun.OfAsync("ring", "find", "Nobody", "--ring", ring.Target, "--timeout", Look);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("No live provider of 'Nobody' is registered.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_follows_registrations_until_it_is_interrupted()
    {
        await using var ring = await RingFixture.StartAsync();
        await using var watch = RunningCommand.Start("ring", "watch", "--json", "--ring", ring.Target, "--timeout", Look);
        Assert.Equal($$"""{"event":"watching","ring":"{{ring.Uri}}"}""", await watch.ReadLineAsync());

        await using var provider = await ring.StartProviderAsync();
        provider.Kill();

        using var registered = JsonDocument.Parse(await watch.ReadLineAsync());
        using var gone = JsonDocument.Parse(await watch.ReadLineAsync());
        Assert.Equal("registered", registered.RootElement.GetProperty("event").GetString());
        Assert.Equal("Printer", registered.RootElement.GetProperty("name").GetString());
        Assert.StartsWith("druby://127.0.0.1:", registered.RootElement.GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal(provider.Id, ServiceIdentity.TryParse(registered.RootElement.GetProperty("description").GetString())?.ProcessId);
        Assert.Equal("gone", gone.RootElement.GetProperty("event").GetString());
        Assert.Equal(new CliRun(0, "", ""), await watch.InterruptAsync());
    }

    [Fact]
    public async Task Watch_ends_when_the_ring_server_does()
    {
        var ring = await RingFixture.StartAsync();
        await using var watch = RunningCommand.Start("ring", "watch", "--ring", ring.Target, "--timeout", Look);
        Assert.Equal($"watching {ring.Uri}", await watch.ReadLineAsync());

        await ring.DisposeAsync();

        Assert.Equal(1, (await watch.EndAsync()).ExitCode);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("watch")]
    [InlineData("serve", "--set-verbose", "true")]
    public async Task Ring_that_is_not_there_is_a_failure_of_one_line(params string[] command)
    {
        var ring = await RingFixture.StartAsync();
        await ring.DisposeAsync();

        var run = await CliRun.OfAsync(["ring", .. command, "--ring", ring.Target, "--timeout", "100ms"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("error of ringleader itself", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The options --ring and --timeout go with --set-verbose. A server listens where --bind says.", "serve", "--ring", "h")]
    [InlineData("'70000' is no port. Use 0 to 65535. Try: ringleader ring serve --help", "serve", "--port", "70000")]
    [InlineData("'a b' is nobody that can be asked for a ring. Use 'broadcast', 'localhost', host, host:port, [address]:port or a multicast group.", "list", "--ring", "a b")]
    [InlineData("A ring server cannot listen at 'here'. Use an IP address such as 127.0.0.1 or 0.0.0.0, or a multicast group such as 239.1.2.3 or ff02::1%eth0.", "serve", "--bind", "here")]
    [InlineData("Required command was not provided. Try: ringleader ring --help")]
    public async Task Wrong_use_is_one_line(string expected, params string[] args)
    {
        var run = await CliRun.OfAsync(["ring", .. args]);

        Assert.Equal(new CliRun(2, "", expected + "\n"), run);
    }
}
