using System.Globalization;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Tests;

/// <summary>A ring server of the test's own, at a free port of loopback.</summary>
internal sealed class RingFixture : IAsyncDisposable
{
    private readonly RingServer _ring;

    private RingFixture(TupleSpaceServer server, RingServer ring)
    {
        Server = server;
        _ring = ring;
    }

    public TupleSpaceServer Server { get; }

    public TupleSpace Space => Server.Space;

    public string Uri => Server.Uri;

    /// <summary>Where lookups are answered.</summary>
    public string Port => _ring.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>What <c>--ring</c> takes.</summary>
    public string Target => $"127.0.0.1:{Port}";

    public static async Task<RingFixture> StartAsync(string? name = null)
    {
        var server = await TupleSpaceServer.StartAsync();
        return new RingFixture(server, await RingServer.StartAsync(server, new RingServerOptions { Port = 0, Name = name }));
    }

    /// <summary>A process that offers the service <c>Printer</c>, once it is registered.</summary>
    public async Task<ToolProcess> StartProviderAsync()
    {
        var provider = ToolProcess.Start(path: null, "demo-printer", "--port", Port);
        await provider.ReadLineAsync("offered");
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _ring.DisposeAsync();
        await Server.DisposeAsync();
    }
}
