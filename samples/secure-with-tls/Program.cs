// TLS with an authority of your own, and mutual TLS: only a client with a certificate of that authority gets in.
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ringleader.Remoting;

using var authority = MakeAuthority();
using var serverCertificate = Issue(authority, "localhost");
using var clientCertificate = Issue(authority, "client");

// snippet: server
var serverOptions = new RemoteServerOptions
{
    Tls = new RemoteTlsOptions
    {
        Certificate = serverCertificate,
        CertificateAuthorities = [authority],
        ClientCertificates = ClientCertificatePolicy.Required,
    },
};
await using var server = await RemoteServer.StartAsync("drbssl://localhost:0", new Vault(), serverOptions);
// end snippet

// snippet: client
await using var client = new RemotingClient(new RemotingClientOptions
{
    Tls = new RemoteTlsOptions { Certificate = clientCertificate, CertificateAuthorities = [authority] },
});
Console.WriteLine(await client.Connect<IVault>(server.Uri).OpenAsync());
// end snippet

await using var stranger = new RemotingClient(new RemotingClientOptions
{
    Tls = new RemoteTlsOptions { CertificateAuthorities = [authority] },
});
try
{
    await stranger.Connect<IVault>(server.Uri).OpenAsync();
    throw new InvalidOperationException("A client without a certificate was let in.");
}
catch (RemotingConnectionException error)
{
    Console.WriteLine($"without a certificate: {error.Phase}");
}

static X509Certificate2 MakeAuthority()
{
    using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    var request = new CertificateRequest("CN=Sample authority", key, HashAlgorithmName.SHA256);
    request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
    return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddHours(1));
}

static X509Certificate2 Issue(X509Certificate2 authority, string name)
{
    using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
    var names = new SubjectAlternativeNameBuilder();
    names.AddDnsName(name);
    request.CertificateExtensions.Add(names.Build());
    using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddMinutes(-4), DateTimeOffset.UtcNow.AddMinutes(50), RandomNumberGenerator.GetBytes(8));
    return issued.CopyWithPrivateKey(key);
}

[RemoteContract]
public interface IVault
{
    ValueTask<string> OpenAsync();
}

public sealed class Vault : IVault
{
    public ValueTask<string> OpenAsync() => new("the vault is open");
}
