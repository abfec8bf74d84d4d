using Microsoft.Extensions.Hosting;

namespace Ringleader.Remoting.Hosting;

/// <summary>A server that runs while its host runs. Resolve it to learn the address that a free port led to.</summary>
public sealed class HostedRemoteServer : IHostedService, IAsyncDisposable
{
    private readonly string _uri;
    private readonly Func<object> _front;
    private readonly RemoteServerOptions _options;
    private RemoteServer? _server;

    internal HostedRemoteServer(string uri, Func<object> front, RemoteServerOptions options)
    {
        _uri = uri;
        _front = front;
        _options = options;
    }

    /// <summary>The running server.</summary>
    /// <exception cref="InvalidOperationException">The host has not started it yet.</exception>
    public RemoteServer Server => _server
        ?? throw new InvalidOperationException($"The server for '{_uri}' has not been started. Start the host first.");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        _server = await RemoteServer.StartAsync(_uri, _front(), _options, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is { } server)
        {
            await server.StopAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }
}
