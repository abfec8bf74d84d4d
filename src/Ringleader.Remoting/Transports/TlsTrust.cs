using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ringleader.Remoting.Transports;

/// <summary>Which authorities a peer's certificate may come from.</summary>
internal static class TlsTrust
{
    /// <summary>The authorities that the options name; empty for those of the operating system.</summary>
    /// <exception cref="ArgumentException">The file cannot be read, or holds no certificate.</exception>
    public static X509Certificate2Collection LoadAuthorities(RemoteTlsOptions options)
    {
        var authorities = new X509Certificate2Collection();
        if (options.CertificateAuthorities is { } given)
        {
            authorities.AddRange(given);
        }

        if (options.CertificateAuthorityFile is not null)
        {
            authorities.AddRange(LoadFile(options));
        }

        return authorities;
    }

    /// <summary>The rules that a peer's chain of certificates must follow.</summary>
    public static X509ChainPolicy PolicyFor(RemoteTlsOptions options, X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = options.CheckRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,

            // Where a certificate says that its issuer can be downloaded from is a stranger's word.
            DisableCertificateDownloads = true,
        };
        if (authorities.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        return policy;
    }

    private static X509Certificate2Collection LoadFile(RemoteTlsOptions options)
    {
        var loaded = new X509Certificate2Collection();
        try
        {
            loaded.ImportFromPemFile(options.CertificateAuthorityFile!); // Called when it is set.
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ArgumentException(
                $"{nameof(RemoteTlsOptions.CertificateAuthorityFile)} '{options.CertificateAuthorityFile}' cannot be read: {error.Message}",
                nameof(options),
                error);
        }

        return loaded.Count > 0
            ? loaded
            : throw new ArgumentException(
                $"{nameof(RemoteTlsOptions.CertificateAuthorityFile)} '{options.CertificateAuthorityFile}' holds no certificate. "
                + "It must be a PEM file.",
                nameof(options));
    }
}
