using System.Net.Security;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Tests.Transports;

/// <summary>A client and a server that shake hands over loopback; a side that failed has its error instead of its stream.</summary>
internal sealed record TlsPair(SslStream? Server, SslStream? Client, Exception? ServerError, Exception? ClientError)
    : IAsyncDisposable
{
    public static async Task<TlsPair> ShakeHandsAsync(
        RemoteTlsOptions serverOptions, RemoteTlsOptions clientOptions, string host = "localhost")
    {
        using var server = TlsAuthentication.ForServer(serverOptions, ["localhost", "127.0.0.1"], TimeProvider.System);
        using var client = TlsAuthentication.ForClient(clientOptions);
        return await ShakeHandsAsync(server, client, host);
    }

    public static async Task<TlsPair> ShakeHandsAsync(TlsAuthentication server, TlsAuthentication client, string host = "localhost")
    {
        using var safetyNet = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (accepted, connected) = await LoopbackStreams.CreateAsync();
        var accepting = server.AcceptAsync(accepted, safetyNet.Token);
        var connecting = client.ConnectAsync(connected, host, safetyNet.Token);
        var (serverStream, serverError) = await Outcome.OfAsync(accepting);
        var (clientStream, clientError) = await Outcome.OfAsync(StreamOfAsync(connecting));
        return new TlsPair(serverStream, clientStream, serverError, clientError);
    }

    private static async Task<SslStream> StreamOfAsync(Task<TlsClientStream> connecting) => (await connecting).Stream;

    public async Task AssertTalksAsync()
    {
        Assert.Null(ServerError);
        Assert.Null(ClientError);
        var buffer = new byte[5];
        await Client!.WriteAsync("hello"u8.ToArray());
        await Server!.ReadExactlyAsync(buffer);
        Assert.Equal("hello"u8, buffer);
        await Server.WriteAsync("world"u8.ToArray());
        await Client.ReadExactlyAsync(buffer);
        Assert.Equal("world"u8, buffer);
    }

    public async ValueTask DisposeAsync()
    {
        await (Client?.DisposeAsync() ?? default);
        await (Server?.DisposeAsync() ?? default);
    }
}
