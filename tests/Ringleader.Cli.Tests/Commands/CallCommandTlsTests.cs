using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ringleader.Remoting;

namespace Ringleader.Cli.Tests.Commands;

public sealed class CallCommandTlsTests : IDisposable
{
    private readonly X509Certificate2 _certificate = CreateCertificate();
    private readonly string _folder = Directory.CreateTempSubdirectory("ringleader-").FullName;

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Server_of_an_unknown_authority_is_not_trusted()
    {
        await using var server = await ServeAsync();

        var run = await CliRun.OfAsync("call", server.Uri, "greet");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("TLS", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_of_a_named_authority_is_trusted()
    {
        await using var server = await ServeAsync();
        var authority = Path.Combine(_folder, "ca.pem");
        await File.WriteAllTextAsync(authority, _certificate.ExportCertificatePem());

        var run = await CliRun.OfAsync("call", server.Uri, "greet", "--ca", authority);

        Assert.Equal(new CliRun(0, "hello\n", ""), run);
    }

    [Fact]
    public async Task Insecure_trusts_any_server()
    {
        await using var server = await ServeAsync();

        var run = await CliRun.OfAsync("call", server.Uri, "greet", "--insecure");

        Assert.Equal(new CliRun(0, "hello\n", ""), run);
    }

    [Fact]
    public async Task Own_certificate_satisfies_a_server_that_wants_one()
    {
        var authorities = new X509Certificate2Collection(_certificate);
        await using var server = await ServeAsync(new RemoteTlsOptions
        {
            Certificate = _certificate,
            CertificateAuthorities = authorities,
            ClientCertificates = ClientCertificatePolicy.Required,
        });
        var certificate = Path.Combine(_folder, "cert.pem");
        var key = Path.Combine(_folder, "key.pem");
        await File.WriteAllTextAsync(certificate, _certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());

        var without = await CliRun.OfAsync("call", server.Uri, "greet", "--ca", certificate);
        var with = await CliRun.OfAsync("call", server.Uri, "greet", "--ca", certificate, "--cert", certificate, "--key", key);

        Assert.Equal(1, without.ExitCode);
        Assert.Equal(new CliRun(0, "hello\n", ""), with);
    }

    [Fact]
    public async Task File_that_is_no_certificate_is_a_failure()
    {
        await using var server = await ServeAsync();
        var file = Path.Combine(_folder, "notes.txt");
        await File.WriteAllTextAsync(file, "no certificate");

        var run = await CliRun.OfAsync("call", server.Uri, "greet", "--ca", file);

        Assert.NotEqual(0, run.ExitCode);
        Assert.DoesNotContain("error of ringleader itself", run.Error, StringComparison.Ordinal);
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ringleader test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private Task<RemoteServer> ServeAsync(RemoteTlsOptions? tls = null) => RemoteServer.StartAsync(
        "drbssl://127.0.0.1:0",
        new ScriptedObject(static (_, _) => "hello"),
        new RemoteServerOptions { Tls = tls ?? new RemoteTlsOptions { Certificate = _certificate } });
}
