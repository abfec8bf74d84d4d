using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ringleader.Remoting.Transports;

/// <summary>This side's certificate, its key and the intermediate certificates that go with it.</summary>
internal sealed class TlsIdentity : IDisposable
{
    private readonly X509Certificate2? _owned;

    private TlsIdentity(X509Certificate2 certificate, X509Certificate2Collection intermediates, bool isOwned, bool isGenerated)
    {
        _owned = isOwned ? certificate : null;
        Certificate = certificate;
        IsGenerated = isGenerated;

        // Offline: a chain that is not complete must not make the start wait for downloads.
        Context = SslStreamCertificateContext.Create(certificate, intermediates, offline: true);
    }

    public X509Certificate2 Certificate { get; }

    public SslStreamCertificateContext Context { get; }

    /// <summary>True when nobody has reason to trust the certificate unless told to.</summary>
    public bool IsGenerated { get; }

    /// <summary>The certificate that the options name, or null when they name none.</summary>
    /// <exception cref="ArgumentException">The options contradict one another, or a file cannot be used.</exception>
    public static TlsIdentity? Load(RemoteTlsOptions options)
    {
        if (options is { Certificate: not null, CertificateFile: not null })
        {
            throw new ArgumentException(
                $"{nameof(RemoteTlsOptions.Certificate)} and {nameof(RemoteTlsOptions.CertificateFile)} are both set. Set one of them.",
                nameof(options));
        }

        if (options is { KeyFile: not null, CertificateFile: null })
        {
            throw new ArgumentException(
                $"{nameof(RemoteTlsOptions.KeyFile)} is '{options.KeyFile}' but {nameof(RemoteTlsOptions.CertificateFile)} is not set. "
                + "Name the certificate that the key belongs to.",
                nameof(options));
        }

        if (options.Certificate is { HasPrivateKey: false } certificate)
        {
            throw new ArgumentException(
                $"{nameof(RemoteTlsOptions.Certificate)} '{certificate.Subject}' has no private key. Load it together with its key.",
                nameof(options));
        }

        return options switch
        {
            { Certificate: { } given } => new TlsIdentity(given, [], isOwned: false, isGenerated: false),
            { CertificateFile: { } file } => LoadFile(file, options),
            _ => null,
        };
    }

    /// <summary>A new self-signed certificate for these host names and addresses, good for a year.</summary>
    public static TlsIdentity Generate(IReadOnlyList<string> hosts, TimeProvider timeProvider)
    {
        using var certificate = SelfSignedCertificate.Create(hosts, timeProvider);
        return new TlsIdentity(Usable(certificate), [], isOwned: true, isGenerated: true);
    }

    public void Dispose() => _owned?.Dispose();

    private static TlsIdentity LoadFile(string certificateFile, RemoteTlsOptions options)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(certificateFile, options.KeyFile ?? certificateFile);
            var intermediates = new X509Certificate2Collection();
            intermediates.ImportFromPemFile(certificateFile);
            intermediates[0].Dispose();
            intermediates.RemoveAt(0);
            return new TlsIdentity(Usable(certificate), intermediates, isOwned: true, isGenerated: false);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            var key = options.KeyFile is null ? "the same file" : $"{nameof(RemoteTlsOptions.KeyFile)} '{options.KeyFile}'";
            throw new ArgumentException(
                $"{nameof(RemoteTlsOptions.CertificateFile)} '{certificateFile}' with the key in {key} cannot be used: {error.Message} "
                + "Both must be PEM files, the key must belong to the first certificate and must not be encrypted.",
                nameof(options),
                error);
        }
    }

    /// <summary>A copy that the system's TLS can use: Windows takes no key that exists in memory only.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
}
