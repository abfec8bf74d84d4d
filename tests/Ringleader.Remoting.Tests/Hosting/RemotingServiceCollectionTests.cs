using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ringleader.Remoting.Hosting;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Hosting;

public sealed class RemotingServiceCollectionTests : IDisposable
{
    private readonly Workshop _workshop = new();
    private readonly RecordingLoggerProvider _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task A_host_serves_while_it_runs_and_stops_gracefully()
    {
        using var host = Build(services => services.AddRemoting().AddServer<IWorkshop>("druby://127.0.0.1:0"));
        await host.StartAsync();
        var server = host.Services.GetRequiredService<HostedRemoteServer>().Server;
        using var peer = await RawPeer.ConnectAsync(server.Uri);
        await peer.SendAsync(Frames.Request("wait", "last"));
        await _workshop.At("last").Entered.Task;

        var stopping = host.StopAsync();
        _workshop.At("last").Released.SetResult();

        Assert.Equal(Frames.Reply("last"), await peer.ReadToEndAsync());
        await stopping;
        Assert.Equal([1001, 1002], _logs.Ids);
    }

    [Fact]
    public async Task A_typed_client_comes_from_the_container()
    {
        await using var server = await RemoteServer.StartAsync(front: _workshop);
        using var host = Build(services => services.AddRemoting().AddClient<IWorkshop>(server.Uri), withFront: false);
        await host.StartAsync();

        Assert.Equal(7, host.Services.GetRequiredService<IWorkshop>().Add(3, 4));
        Assert.Same(host.Services.GetRequiredService<RemotingClient>(), RemoteObject.Of(host.Services.GetRequiredService<IWorkshop>()).Client);

        await host.StopAsync();
    }

    [Fact]
    public async Task Several_servers_run_in_one_host()
    {
        using var host = Build(services => services.AddRemoting()
            .AddServer<IWorkshop>("druby://127.0.0.1:0")
            .AddServer<IWorkshop>("druby://127.0.0.1:0", new RemoteServerOptions { MaxArguments = 1 }));
        await host.StartAsync();
        var client = host.Services.GetRequiredService<RemotingClient>();
        var servers = host.Services.GetServices<HostedRemoteServer>().Select(static hosted => hosted.Server).ToArray();

        Assert.Equal(2, servers.Length);
        Assert.Equal(3, await client.Connect(servers[0].Uri).CallAsync<int>("add", [1, 2]));
        await Assert.ThrowsAsync<RemoteException>(async () => await client.Connect(servers[1].Uri).CallAsync<int>("add", [1, 2]));

        await host.StopAsync();
    }

    [Fact]
    public void A_server_that_was_not_started_says_so()
    {
        using var host = Build(services => services.AddRemoting().AddServer<IWorkshop>("druby://127.0.0.1:0"));

        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<HostedRemoteServer>().Server);

        Assert.Equal("The server for 'druby://127.0.0.1:0' has not been started. Start the host first.", error.Message);
    }

    [Fact]
    public void Options_out_of_range_are_refused_when_they_are_added()
    {
        var services = new ServiceCollection();

        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => services.AddRemoting().AddServer<IWorkshop>("druby://127.0.0.1:0", new RemoteServerOptions { MaxConnections = 0 }));

        Assert.Equal("MaxConnections", error.ParamName);
        Assert.Contains("must be 1 or more, but is '0'", error.Message, StringComparison.Ordinal);
    }

    private IHost Build(Action<IServiceCollection> configure, bool withFront = true)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_logs);
        if (withFront)
        {
            builder.Services.AddSingleton<IWorkshop>(_workshop);
        }

        configure(builder.Services);
        return builder.Build();
    }

    private sealed class RecordingLoggerProvider : ILoggerProvider
    {
        private readonly List<int> _ids = [];

        /// <summary>The ids of what the servers logged.</summary>
        public int[] Ids
        {
            get
            {
                lock (_ids)
                {
                    return [.. _ids];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => new Recorder(categoryName == "Ringleader.Remoting.Server" ? _ids : []);

        public void Dispose()
        {
        }
    }

    private sealed class Recorder(List<int> ids) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (ids)
            {
                ids.Add(eventId.Id);
            }
        }
    }
}
