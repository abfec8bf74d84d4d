using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ringleader.Conformance.Services;
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

    private sealed class HostedGreeter : IGreeter
    {
        public ValueTask<string> GreetAsync(string name) => new($"Hosted, {name}");
    }
}
