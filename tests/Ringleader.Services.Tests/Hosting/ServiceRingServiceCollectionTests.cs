using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ringleader.Conformance.Services;
using Ringleader.Services.Hosting;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Tests.Hosting;

public sealed class ServiceRingServiceCollectionTests
{
    [Fact]
    public async Task A_host_offers_while_it_runs()
    {
        await using var space = new TupleSpace();
        await using var client = await ServiceRing.JoinAsync(new() { Space = space });
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddServiceRing(new() { Space = space, ApplicationName = "people" })
            .Offer<IGreeter, HostedGreeter>("greeter")
            .OfferClass<User>();
        using var host = builder.Build();

        await host.StartAsync();
        await host.Services.GetRequiredService<HostedServiceRing>().WaitUntilReadyAsync(TimeSpan.FromSeconds(30));
        var greeting = await (await client.FindAsync<IGreeter>("greeter")).GreetAsync("Ann");
        var list = await client.ListAsync();
        var ring = host.Services.GetRequiredService<ServiceRing>();
        await host.StopAsync();

        Assert.Equal("Hosted, Ann", greeting);
        Assert.Equal(["greeter", "User"], list.Select(service => service.Name));
        Assert.Equal(ring.Uri, list[0].Uri);
        Assert.Empty(await client.ListAsync());
    }

    [Fact]
    public void The_ring_cannot_be_resolved_before_the_host_has_started()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddServiceRing();
        using var host = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<ServiceRing>());

        Assert.Contains("Start the host first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_starts_without_a_ring_server_and_is_ready_when_there_is_one()
    {
        var uri = $"druby://127.0.0.1:{FreePort.Find()}";
        using var log = new RecordingLoggerFactory();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services
            .AddServiceRing(new() { RingServers = [uri], CheckPeriod = TimeSpan.FromMilliseconds(100) })
            .Offer<IGreeter, HostedGreeter>("greeter", new() { RegistrationTimeout = TimeSpan.FromHours(1) });
        using var host = builder.Build();
        var hosted = host.Services.GetRequiredService<HostedServiceRing>();
        var ready = hosted.WaitUntilReadyAsync(TimeSpan.FromSeconds(30));

        await host.StartAsync();
        await Eventually.IsTrueAsync(() => log.Of(3005).Count > 0);
        Assert.False(hosted.IsReady);
        await using var board = await TupleSpaceServer.StartAsync(uri);
        await ready;

        Assert.True(hosted.IsReady);
        Assert.Equal("greeter", Assert.Single(hosted.Offers).Name);
        Assert.Single(log.Of(3005)); // the outage, once
        Assert.Single(log.Of(3006)); // and its end
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_that_finds_no_ring_server_on_the_network_says_so_once_and_stops_in_order()
    {
        using var log = new RecordingLoggerFactory();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services
            .AddServiceRing(new()
            {
                CheckPeriod = TimeSpan.FromMilliseconds(100),
                Finder = new() { Targets = [$"127.0.0.1:{FreePort.Find()}"], Timeout = TimeSpan.FromMilliseconds(100) },
            })
            .Offer<IGreeter, HostedGreeter>("greeter");
        using var host = builder.Build();
        var ready = host.Services.GetRequiredService<HostedServiceRing>().WaitUntilReadyAsync(Timeout.InfiniteTimeSpan);

        await host.StartAsync();
        await Eventually.IsTrueAsync(() => log.Of(3014).Count > 0);
        await host.StopAsync();

        Assert.Single(log.Of(3014));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ready);
    }

    [Fact]
    public async Task An_application_without_a_ring_server_starts_and_ends_by_a_signal_with_exit_code_0()
    {
        await using var application = await PeerProcess.StartAsync("host", $"druby://127.0.0.1:{FreePort.Find()}");

        Assert.Equal(0, await application.TerminateAsync());
    }

    private sealed class HostedGreeter : IGreeter
    {
        public ValueTask<string> GreetAsync(string name) => new($"Hosted, {name}");
    }
}
