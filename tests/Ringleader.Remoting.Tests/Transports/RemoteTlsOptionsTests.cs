using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ringleader.Remoting.Transports;

namespace Ringleader.Remoting.Tests.Transports;

public sealed class RemoteTlsOptionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ringleader-tls-");
    private readonly TestAuthority _authority = new("Test authority");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Defaults_verify_the_server_and_ask_no_client()
    {
        var options = new RemoteTlsOptions();

        Assert.True(options.VerifyServer);
        Assert.Equal(ClientCertificatePolicy.None, options.ClientCertificates);
        Assert.Equal(SslProtocols.Tls12, options.MinimumVersion);
        Assert.False(options.CheckRevocation);
    }

    [Fact]
    public async Task Files_hold_the_certificate_the_key_and_the_authorities()
    {
        using var certificate = _authority.Issue();
        var server = new RemoteTlsOptions
        {
            CertificateFile = Write("server.pem", certificate.ExportCertificatePem()),
            KeyFile = Write("server.key", KeyOf(certificate)),
        };
        var client = new RemoteTlsOptions { CertificateAuthorityFile = Write("ca.pem", _authority.Certificate.ExportCertificatePem()) };

        await using var pair = await TlsPair.ShakeHandsAsync(server, client);

        await pair.AssertTalksAsync();
    }

    [Fact]
    public async Task One_file_may_hold_the_certificate_its_intermediates_and_the_key()
    {
        using var intermediate = new TestAuthority("Intermediate", _authority);
        using var certificate = intermediate.Issue();
        var file = Write(
            "server.pem",
            certificate.ExportCertificatePem() + "\n" + intermediate.Certificate.ExportCertificatePem() + "\n" + KeyOf(certificate));

        await using var pair = await TlsPair.ShakeHandsAsync(
            new RemoteTlsOptions { CertificateFile = file },
            new RemoteTlsOptions { CertificateAuthorities = _authority.Trust });

        await pair.AssertTalksAsync();
    }

    [Fact]
    public async Task An_intermediate_that_is_missing_is_named_as_a_cause()
    {
        using var intermediate = new TestAuthority("Intermediate", _authority);

        await using var pair = await TlsPair.ShakeHandsAsync(
            new RemoteTlsOptions { Certificate = intermediate.Issue() },
            new RemoteTlsOptions { CertificateAuthorities = _authority.Trust });

        Assert.Contains("an intermediate certificate is missing", pair.ClientError?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_named()
    {
        var missing = Path.Combine(_folder.FullName, "missing.pem");

        AssertRefused(new RemoteTlsOptions { CertificateFile = missing }, nameof(RemoteTlsOptions.CertificateFile), missing);
        AssertRefused(new RemoteTlsOptions { CertificateAuthorityFile = missing }, missing);
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused()
    {
        using var certificate = _authority.Issue();
        using var other = _authority.Issue();

        AssertRefused(
            new RemoteTlsOptions
            {
                CertificateFile = Write("server.pem", certificate.ExportCertificatePem()),
                KeyFile = Write("other.key", KeyOf(other)),
            },
            "server.pem",
            "other.key");
    }

    [Fact]
    public void A_file_without_certificates_is_refused()
    {
        var empty = Write("empty.pem", "nothing here");

        AssertRefused(new RemoteTlsOptions { CertificateFile = empty }, "empty.pem");
        AssertRefused(new RemoteTlsOptions { CertificateAuthorityFile = empty }, "empty.pem", "holds no certificate");
    }

    [Fact]
    public void Options_that_contradict_one_another_are_refused()
    {
        using var certificate = _authority.Issue();

        AssertRefused(new RemoteTlsOptions { Certificate = certificate, CertificateFile = "a.pem" }, "both set");
        AssertRefused(new RemoteTlsOptions { KeyFile = "a.key" }, "a.key", nameof(RemoteTlsOptions.CertificateFile));
        AssertRefused(new RemoteTlsOptions { Certificate = _authority.Trust[0] }, "has no private key");
    }

    [Theory]
#pragma warning disable CA5397, SYSLIB0039, CS0618 // These are what must be refused.
    [InlineData(SslProtocols.None)]
    [InlineData(SslProtocols.Tls11)]
    [InlineData(SslProtocols.Tls12 | SslProtocols.Tls13)]
#pragma warning restore CA5397, SYSLIB0039, CS0618
    public void Other_versions_than_1_2_and_1_3_are_refused(SslProtocols version)
    {
        AssertRefused(new RemoteTlsOptions { MinimumVersion = version }, nameof(RemoteTlsOptions.MinimumVersion));
    }

    [Fact]
    public void Client_certificates_without_own_authorities_are_refused()
    {
        var options = new RemoteTlsOptions { ClientCertificates = ClientCertificatePolicy.Required };

        var error = Assert.Throws<ArgumentException>(() => TlsAuthentication.ForServer(options, ["localhost"], TimeProvider.System));

        Assert.Contains(nameof(RemoteTlsOptions.CertificateAuthorityFile), error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(RemoteTlsOptions options, params string[] said)
    {
        var error = Assert.Throws<ArgumentException>(() => TlsAuthentication.ForClient(options));
        Assert.All(said, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
    }

    private static string KeyOf(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey();
        return key!.ExportPkcs8PrivateKeyPem();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
