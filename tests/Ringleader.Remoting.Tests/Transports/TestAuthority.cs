using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ringleader.Remoting.Tests.Transports;

/// <summary>A certificate authority of the tests' own, which issues good certificates and bad ones.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";

    // Chains are judged by the system's clock, which no fake replaces.
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly List<IDisposable> _owned = [];

    public TestAuthority(string name, TestAuthority? parent = null)
    {
        var key = Own(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        Certificate = Own(parent is null
            ? request.CreateSelfSigned(Now.AddYears(-3), Now.AddYears(3))
            : Own(request.Create(parent.Certificate, Now.AddYears(-2), Now.AddYears(2), Serial())).CopyWithPrivateKey(key));
    }

    public X509Certificate2 Certificate { get; }

    public X509Certificate2Collection Trust => [X509CertificateLoader.LoadCertificate(Certificate.RawData)];

    public X509Certificate2 Issue(string host = "localhost", string use = ServerUse, int fromDays = -1, int toDays = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        using var issued = request.Create(Certificate, Now.AddDays(fromDays), Now.AddDays(toDays), Serial());
        using var withKey = issued.CopyWithPrivateKey(key);
        return Own(X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null));
    }

    public void Dispose() => _owned.ForEach(owned => owned.Dispose());

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(12);

    private T Own<T>(T value)
        where T : IDisposable
    {
        _owned.Add(value);
        return value;
    }
}
