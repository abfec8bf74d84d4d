using System.Security.Authentication;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Security;

/// <summary>A .NET client calls a Ruby server over <c>drbssl:</c>.</summary>
public sealed class TlsToRubyTests : IDisposable
{
    private const string Server = """
        require 'tls'
        serve Vault.new, 'drbssl://127.0.0.1:0', tls(ARGV[0], ARGV[1], ARGV[2], OpenSSL::SSL::VERIFY_NONE)
        """;

    private const string MutualServer = """
        require 'tls'
        serve Vault.new, 'drbssl://127.0.0.1:0', tls(ARGV[0], ARGV[1], ARGV[2], MUTUAL)
        """;

    private readonly TestAuthority _authority = new("Interop authority");
    private readonly TestAuthority _stranger = new("Another authority");
    private readonly PemFiles _files = new();

    [Fact]
    public async Task A_server_of_a_trusted_authority_is_called()
    {
        await using var ruby = await StartAsync(Server);
        await using var client = Client(new RemoteTlsOptions { CertificateAuthorities = _authority.Trust });

        Assert.Equal("secret", await client.Connect(ruby.Uri).CallAsync<string>("echo", ["secret"]));
        Assert.Equal(200_000, (await client.Connect(ruby.Uri).CallAsync<string>("echo", [new string('x', 200_000)])).Length);
    }

    [Fact]
    public async Task The_authority_can_come_from_a_file()
    {
        await using var ruby = await StartAsync(Server);
        await using var client = Client(new RemoteTlsOptions { CertificateAuthorityFile = _files.Certificate(_authority.Certificate) });

        Assert.Equal(1, await client.Connect(ruby.Uri).CallAsync<int>("echo", [1]));
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        await using var ruby = await StartAsync(Server);
        await using var client = Client(new RemoteTlsOptions { CertificateAuthorities = _stranger.Trust });

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await client.Connect(ruby.Uri).CallAsync("echo", [1]));

        Assert.Equal(RemotingPhase.Connecting, error.Phase);
        Assert.IsType<AuthenticationException>(error.InnerException);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_unless_that_host_is_asked_for()
    {
        await using var ruby = await StartAsync(Server, host: "elsewhere.example");
        await using var strict = Client(new RemoteTlsOptions { CertificateAuthorities = _authority.Trust });
        await using var told = Client(new RemoteTlsOptions { CertificateAuthorities = _authority.Trust, TargetHost = "elsewhere.example" });

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await strict.Connect(ruby.Uri).CallAsync("echo", [1]));

        Assert.Equal(RemotingPhase.Connecting, error.Phase);
        Assert.Equal(1, await told.Connect(ruby.Uri).CallAsync<int>("echo", [1]));
    }

    [Fact]
    public async Task A_ruby_server_with_a_certificate_of_its_own_making_is_called_only_without_verification()
    {
        await using var ruby = await RubyServer.StartAsync(
            "require 'tls'; serve Vault.new, 'drbssl://127.0.0.1:0', SSLCertName: [['CN', 'localhost']]");
        await using var strict = Client(new RemoteTlsOptions { CertificateAuthorities = _authority.Trust });
        await using var careless = Client(new RemoteTlsOptions { VerifyServer = false });

        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await strict.Connect(ruby.Uri).CallAsync("echo", [1]));
        Assert.Equal(1, await careless.Connect(ruby.Uri).CallAsync<int>("echo", [1]));
    }

    [Fact]
    public async Task Mutual_tls_lets_a_client_with_a_certificate_in_and_calls_its_blocks_back()
    {
        await using var ruby = await StartAsync(MutualServer);

        // The same certificate serves as a client's and as that of the listener for call-backs.
        await using var client = Client(new RemoteTlsOptions
        {
            CertificateAuthorities = _authority.Trust,
            Certificate = _authority.Issue("127.0.0.1"),
        });
        var vault = client.Connect(ruby.Uri);

        Assert.Equal("secret", await vault.CallAsync<string>("echo", ["secret"]));
        Assert.Equal([2, 4], await vault.CallAsync<List<int>>("map", [new[] { 1, 2 }], new Func<int, int>(item => item * 2)));
    }

    [Fact]
    public async Task Mutual_tls_refuses_a_client_without_a_certificate_and_one_of_another_authority()
    {
        await using var ruby = await StartAsync(MutualServer);
        await using var without = Client(new RemoteTlsOptions { CertificateAuthorities = _authority.Trust });
        await using var foreign = Client(new RemoteTlsOptions
        {
            CertificateAuthorities = _authority.Trust,
            Certificate = _stranger.Issue("client"),
        });

        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await without.Connect(ruby.Uri).CallAsync("echo", [1]));
        await Assert.ThrowsAsync<RemotingConnectionException>(async () => await foreign.Connect(ruby.Uri).CallAsync("echo", [1]));
    }

    [Theory]
    [InlineData("VERIFY_NONE", SslProtocols.Tls12)]
    [InlineData("VERIFY_NONE", SslProtocols.Tls13)]
    [InlineData("VERIFY_PEER", SslProtocols.Tls12)]
    [InlineData("VERIFY_PEER", SslProtocols.Tls13)]
    [InlineData("MUTUAL", SslProtocols.Tls12)]
    [InlineData("MUTUAL", SslProtocols.Tls13)]
    public async Task Each_connection_in_a_row_is_accepted_in_every_verification_mode(string mode, SslProtocols version)
    {
        await using var ruby = await StartAsync(ServerWith(mode, version));
        await using var client = Client(new RemoteTlsOptions
        {
            CertificateAuthorities = _authority.Trust,
            Certificate = _authority.Issue("127.0.0.1"),
        });
        var vault = client.Connect(ruby.Uri);

        // Ruby closes a connection after each call that raises, so each round is a new handshake in both directions.
        for (var round = 0; round < 5; round++)
        {
            await Assert.ThrowsAsync<RemoteException>(async () => await vault.CallAsync("fail_now"));
            Assert.Equal([round], await vault.CallAsync<List<int>>("map", [new[] { round }], new Func<int, int>(item => item)));
        }
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_missing_client_certificate_is_named_in_the_same_words_on_each_attempt(SslProtocols version)
    {
        await using var ruby = await StartAsync(ServerWith("MUTUAL", version));
        await using var client = Client(new RemoteTlsOptions { CertificateAuthorities = _authority.Trust });
        var vault = client.Connect(ruby.Uri);

        for (var attempt = 0; attempt < 8; attempt++)
        {
            var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await vault.CallAsync("echo", [1]));

            Assert.True(error.Message.Split("The server asked for a client certificate and this side has none.").Length == 2, error.ToString());
            Assert.False(error.IsTransient);
        }
    }

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _files.Dispose();
    }

    /// <summary>A server with a verification mode of OpenSSL's, and the newest version that it speaks.</summary>
    private static string ServerWith(string mode, SslProtocols version) =>
        $$"""
        require 'tls'
        mode = { 'VERIFY_NONE' => OpenSSL::SSL::VERIFY_NONE, 'VERIFY_PEER' => OpenSSL::SSL::VERIFY_PEER, 'MUTUAL' => MUTUAL }.fetch('{{mode}}')
        tls_up_to OpenSSL::SSL::{{(version == SslProtocols.Tls13 ? "TLS1_3_VERSION" : "TLS1_2_VERSION")}}
        serve Vault.new, 'drbssl://127.0.0.1:0', tls(ARGV[0], ARGV[1], ARGV[2], mode)
        """;

    private static RemotingClient Client(RemoteTlsOptions tls) => new(new RemotingClientOptions { Tls = tls });

    private Task<RubyServer> StartAsync(string script, string host = "127.0.0.1")
    {
        var certificate = _authority.Issue(host);
        return RubyServer.StartAsync(script, _files.Certificate(_authority.Certificate), _files.Certificate(certificate), _files.Key(certificate));
    }
}
