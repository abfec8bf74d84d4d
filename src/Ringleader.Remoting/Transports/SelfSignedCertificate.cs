using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ringleader.Remoting.Transports;

/// <summary>
/// Makes the certificate of a server that was given none, as Ruby's drb/ssl.rb does: its connections are encrypted, and a
/// client that has a copy of the certificate can know the server by it.
/// </summary>
internal static class SelfSignedCertificate
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    // Clocks of two machines differ.
    private static readonly TimeSpan Leeway = TimeSpan.FromDays(1);

    public static X509Certificate2 Create(IReadOnlyList<string> hosts, TimeProvider timeProvider)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(hosts[0]);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);

        // An authority for itself only: it may sign no other certificate.
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(hosts));

        var now = timeProvider.GetUtcNow();
        return request.CreateSelfSigned(now - Leeway, now + Lifetime);
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        return names.Build();
    }
}
