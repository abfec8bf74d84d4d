using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Tests.Transports;

public sealed class TlsAuthenticationTests : IDisposable
{
    private readonly TestAuthority _authority = new("Test authority");

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_client_that_trusts_the_servers_authority_talks_to_it()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Server(_authority.Issue()), Client());

        await pair.AssertTalksAsync();
        Assert.Equal(SslProtocols.Tls13, pair.Client!.SslProtocol);
    }

    [Fact]
    public async Task A_server_is_known_by_its_ip_address_too()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Server(_authority.Issue("127.0.0.1")), Client(), "127.0.0.1");

        await pair.AssertTalksAsync();
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused_with_both_names()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Server(_authority.Issue("other.example")), Client());

        AssertRefused(pair.ClientError, "'other.example'", "not for 'localhost'", nameof(RemoteTlsOptions.TargetHost));
        Assert.NotNull(pair.ServerError ?? await ReadErrorAsync(pair));
    }

    [Fact]
    public async Task TargetHost_says_which_host_the_certificate_is_for()
    {
        var client = Client() with { TargetHost = "other.example" };
        await using var pair = await TlsPair.ShakeHandsAsync(Server(_authority.Issue("other.example")), client);

        await pair.AssertTalksAsync();
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_its_dates()
    {
        using var certificate = _authority.Issue(fromDays: -30, toDays: -1);
        await using var pair = await TlsPair.ShakeHandsAsync(Server(certificate), Client());

        AssertRefused(pair.ClientError, "is good from", $"{certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm'Z'}");
    }

    [Fact]
    public async Task A_certificate_that_is_not_good_yet_is_refused_with_its_dates()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Server(_authority.Issue(fromDays: 1)), Client());

        AssertRefused(pair.ClientError, "is good from");
    }

    [Fact]
    public async Task A_certificate_of_an_authority_that_is_not_trusted_is_refused_with_its_issuer()
    {
        using var stranger = new TestAuthority("Stranger");
        await using var pair = await TlsPair.ShakeHandsAsync(Server(stranger.Issue()), Client());

        AssertRefused(pair.ClientError, "'CN=Stranger' is not trusted", nameof(RemoteTlsOptions.CertificateAuthorityFile));
    }

    [Fact]
    public async Task Without_own_authorities_those_of_the_system_count()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Server(_authority.Issue()), new RemoteTlsOptions());

        AssertRefused(pair.ClientError, "'CN=Test authority' is not trusted");
    }

    [Fact]
    public async Task A_clients_certificate_is_refused_for_a_server()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Server(_authority.Issue(use: TestAuthority.ClientUse)), Client());

        AssertRefused(pair.ClientError, "not meant for this side");
    }

    [Fact]
    public async Task Every_failed_check_is_named()
    {
        using var stranger = new TestAuthority("Stranger");
        await using var pair = await TlsPair.ShakeHandsAsync(Server(stranger.Issue("other.example", fromDays: -30, toDays: -1)), Client());

        AssertRefused(pair.ClientError, "is not trusted", "is good from", "not for 'localhost'");
    }

    [Fact]
    public async Task VerifyServer_off_takes_any_certificate()
    {
        using var stranger = new TestAuthority("Stranger");
        var server = Server(stranger.Issue("other.example", fromDays: -30, toDays: -1));
        await using var pair = await TlsPair.ShakeHandsAsync(server, new RemoteTlsOptions { VerifyServer = false });

        await pair.AssertTalksAsync();
    }

    [Fact]
    public async Task Mutual_tls_takes_a_client_with_a_good_certificate_again_and_again()
    {
        using var server = TlsAuthentication.ForServer(Mutual(), ["localhost"], TimeProvider.System);
        using var client = TlsAuthentication.ForClient(Client(_authority.Issue("worker", TestAuthority.ClientUse)));

        for (var connection = 0; connection < 3; connection++)
        {
            await using var pair = await TlsPair.ShakeHandsAsync(server, client);
            await pair.AssertTalksAsync();
            Assert.Equal("CN=worker", pair.Server!.RemoteCertificate?.Subject);
        }
    }

    [Fact]
    public async Task Mutual_tls_refuses_a_client_without_a_certificate()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Mutual(), Client());

        AssertRefused(pair.ServerError, "sent no certificate");
        Assert.NotNull(pair.ClientError ?? await ReadErrorAsync(pair));
    }

    [Fact]
    public async Task Mutual_tls_refuses_a_client_of_another_authority()
    {
        using var stranger = new TestAuthority("Stranger");
        await using var pair = await TlsPair.ShakeHandsAsync(Mutual(), Client(stranger.Issue("worker", TestAuthority.ClientUse)));

        AssertRefused(pair.ServerError, "'CN=Stranger' is not trusted");
    }

    [Fact]
    public async Task Mutual_tls_refuses_a_client_whose_certificate_has_expired()
    {
        var client = Client(_authority.Issue("worker", TestAuthority.ClientUse, fromDays: -30, toDays: -1));
        await using var pair = await TlsPair.ShakeHandsAsync(Mutual(), client);

        AssertRefused(pair.ServerError, "'CN=worker' is good from");
    }

    [Fact]
    public async Task Mutual_tls_refuses_a_server_certificate_for_a_client()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Mutual(), Client(_authority.Issue("worker")));

        AssertRefused(pair.ServerError, "not meant for this side");
    }

    [Fact]
    public async Task Optional_client_certificates_may_be_absent_but_not_bad()
    {
        using var stranger = new TestAuthority("Stranger");
        var server = Mutual() with { ClientCertificates = ClientCertificatePolicy.Optional };
        await using var absent = await TlsPair.ShakeHandsAsync(server, Client());
        await using var bad = await TlsPair.ShakeHandsAsync(server, Client(stranger.Issue("worker", TestAuthority.ClientUse)));

        await absent.AssertTalksAsync();
        AssertRefused(bad.ServerError, "'CN=Stranger' is not trusted");
    }

    [Fact]
    public async Task A_server_that_does_not_ask_takes_a_client_with_any_certificate()
    {
        using var stranger = new TestAuthority("Stranger");
        await using var pair = await TlsPair.ShakeHandsAsync(
            Server(_authority.Issue()), Client(stranger.Issue("worker", TestAuthority.ClientUse)));

        await pair.AssertTalksAsync();
    }

    [Fact]
    public async Task MinimumVersion_refuses_a_peer_that_speaks_an_older_one_only()
    {
        using var server = TlsAuthentication.ForServer(
            Server(_authority.Issue()) with { MinimumVersion = SslProtocols.Tls13 }, ["localhost"], TimeProvider.System);
        var (left, right) = await LoopbackStreams.CreateAsync();
        await using var old = new SslStream(right);

        var accepting = server.AcceptAsync(left, CancellationToken.None);
        var oldError = await Assert.ThrowsAnyAsync<Exception>(
            () => old.AuthenticateAsClientAsync("localhost", null, SslProtocols.Tls12, false));

        Assert.True(oldError is AuthenticationException or IOException);
        var error = await Assert.ThrowsAsync<AuthenticationException>(() => accepting);
        AssertRefused(error, "none as new as Tls13");
    }

    [Fact]
    public async Task A_generated_certificate_serves_a_client_that_was_given_a_copy()
    {
        using var server = TlsAuthentication.ForServer(new RemoteTlsOptions(), ["localhost", "127.0.0.1"], TimeProvider.System);
        using var copy = X509CertificateLoader.LoadCertificate(server.Certificate!.RawData);
        using var client = TlsAuthentication.ForClient(new RemoteTlsOptions { CertificateAuthorities = [copy] });

        await using var byName = await TlsPair.ShakeHandsAsync(server, client);
        await using var byAddress = await TlsPair.ShakeHandsAsync(server, client, "127.0.0.1");

        Assert.True(server.HasGeneratedCertificate);
        await byName.AssertTalksAsync();
        await byAddress.AssertTalksAsync();
    }

    [Fact]
    public async Task A_generated_certificate_is_refused_by_a_client_without_a_copy()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(new RemoteTlsOptions(), Client());

        AssertRefused(pair.ClientError, "'CN=localhost' is not trusted");
    }

    [Fact]
    public async Task A_revocation_check_that_finds_no_answer_is_refused_once()
    {
        await using var pair = await TlsPair.ShakeHandsAsync(Server(_authority.Issue()), Client() with { CheckRevocation = true });

        AssertRefused(pair.ClientError, nameof(RemoteTlsOptions.CheckRevocation));
        Assert.Single(pair.ClientError!.Message.Split("could not be found out")[1..]);
    }

    [Fact]
    public async Task A_peer_that_speaks_no_tls_is_refused()
    {
        using var server = TlsAuthentication.ForServer(Server(_authority.Issue()), ["localhost"], TimeProvider.System);
        var (left, right) = await LoopbackStreams.CreateAsync();

        var accepting = server.AcceptAsync(left, CancellationToken.None);
        await right.WriteAsync(new byte[] { 0, 0, 0, 3, 4, 8, (byte)'0', 0, 0, 0, 3, 4, 8, (byte)'0' });

        var error = await Assert.ThrowsAsync<AuthenticationException>(() => accepting);
        AssertRefused(error, "speak no TLS");
        await right.DisposeAsync();
    }

    [Fact]
    public async Task A_handshake_ends_when_it_is_cancelled()
    {
        using var server = TlsAuthentication.ForServer(Server(_authority.Issue()), ["localhost"], TimeProvider.System);
        using var cancellation = new CancellationTokenSource();
        var (left, right) = await LoopbackStreams.CreateAsync();

        var accepting = server.AcceptAsync(left, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting);
        await right.DisposeAsync();
    }

    [Fact]
    public void ReportGeneratedCertificate_warns_with_the_fingerprint_and_only_then()
    {
        var logger = new RecordingLogger();
        using var given = TlsAuthentication.ForServer(Server(_authority.Issue()), ["localhost"], TimeProvider.System);
        using var generated = TlsAuthentication.ForServer(new RemoteTlsOptions(), ["localhost"], TimeProvider.System);

        given.ReportGeneratedCertificate(logger, "drbssl://localhost:1");
        generated.ReportGeneratedCertificate(logger, "drbssl://localhost:2");

        var entry = Assert.Single(logger.Entries);
        Assert.Contains("drbssl://localhost:2", entry, StringComparison.Ordinal);
        Assert.Contains(generated.Certificate!.GetCertHashString(HashAlgorithmName.SHA256), entry, StringComparison.Ordinal);
    }

    private RemoteTlsOptions Mutual() => Server(_authority.Issue()) with
    {
        ClientCertificates = ClientCertificatePolicy.Required,
        CertificateAuthorities = _authority.Trust,
    };

    private static RemoteTlsOptions Server(X509Certificate2 certificate) => new() { Certificate = certificate };

    private RemoteTlsOptions Client(X509Certificate2? certificate = null) =>
        new() { Certificate = certificate, CertificateAuthorities = _authority.Trust };

    private static void AssertRefused(Exception? error, params string[] said)
    {
        Assert.IsType<AuthenticationException>(error);
        Assert.All(said, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    /// <summary>In TLS 1.3 one side may end its handshake before the other refuses: it learns so when it reads.</summary>
    private static async Task<Exception?> ReadErrorAsync(TlsPair pair)
    {
        var stream = pair.Client ?? pair.Server!;
        try
        {
            return await stream.ReadAsync(new byte[1]) == 0 ? new EndOfStreamException() : null;
        }
        catch (IOException error)
        {
            return error;
        }
    }
}
