using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Ringleader.Remoting;

/// <summary>How <c>drbssl://</c> connections are secured, for servers and clients. Checked when a server or client starts.</summary>
/// <remarks>
/// Where Ruby verifies nothing unless told to, a client here verifies the server: its certificate must be in date, issued by an
/// authority that the client trusts, and issued for the host that the client connects to.
/// </remarks>
public sealed record RemoteTlsOptions
{
    /// <summary>
    /// This side's certificate with its private key, or null. Excludes <see cref="CertificateFile"/>. The caller owns it.
    /// A server without a certificate makes a self-signed one that is good for a year, which clients must be told to trust.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// A PEM file with this side's certificate, then the intermediate ones if there are any, or null.
    /// </summary>
    public string? CertificateFile { get; init; }

    /// <summary>A PEM file with the private key, not encrypted. Null: <see cref="CertificateFile"/> holds it.</summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// A PEM file with the authorities that a peer's certificate may come from. A self-signed certificate is its own authority.
    /// Null, and no <see cref="CertificateAuthorities"/>: those that the operating system trusts.
    /// </summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>Authorities in memory, or null. Together with <see cref="CertificateAuthorityFile"/>, both are trusted.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>
    /// Whether a client verifies the server. True by default; false leaves the connection open to anybody in the middle.
    /// </summary>
    public bool VerifyServer { get; init; } = true;

    /// <summary>
    /// The host name or IP address that the server's certificate must be issued for. Null: the host of the server's URI.
    /// </summary>
    public string? TargetHost { get; init; }

    /// <summary>
    /// Whether a server asks for client certificates. <see cref="ClientCertificatePolicy.None"/> by default; the others need
    /// own authorities, since every holder of any public certificate would pass otherwise.
    /// </summary>
    public ClientCertificatePolicy ClientCertificates { get; init; }

    /// <summary>
    /// The oldest version of the protocol that is accepted: <see cref="SslProtocols.Tls12"/>, the default, or
    /// <see cref="SslProtocols.Tls13"/>.
    /// </summary>
    public SslProtocols MinimumVersion { get; init; } = SslProtocols.Tls12;

    /// <summary>
    /// Whether the authorities are asked, over the network, if the peer's certificate was withdrawn; an authority that does not
    /// answer fails the check. False by default.
    /// </summary>
    public bool CheckRevocation { get; init; }
}
