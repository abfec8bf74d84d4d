using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Ringleader.Remoting.Transports;

/// <summary>Says in words which check a peer's certificate failed, and what to do about it.</summary>
internal static class CertificateVerdict
{
    /// <summary>One or two sentences for each failed check.</summary>
    /// <param name="errors">What the handshake found; not none.</param>
    /// <param name="certificate">The peer's certificate, or null when it sent none.</param>
    /// <param name="chain">The chain that was built, or null.</param>
    /// <param name="host">The host that the certificate should be issued for, or null for a client's certificate.</param>
    public static string Explain(SslPolicyErrors errors, X509Certificate2? certificate, X509Chain? chain, string? host)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "The peer sent no certificate. Give it one that an accepted authority issued.";
        }

        List<string> reasons = [];
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            reasons.AddRange(ExplainChain(chain, certificate));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            reasons.Add(
                $"It is issued for {NamesOf(certificate)}, not for '{host}'. "
                + $"Connect by that name, or set {nameof(RemoteTlsOptions.TargetHost)} to it.");
        }

        return $"The certificate '{certificate.Subject}' was refused. {string.Join(' ', reasons)}";
    }

    private static string[] ExplainChain(X509Chain? chain, X509Certificate2 certificate)
    {
        // One cause often shows on several certificates of the chain, and in two flags.
        var statuses = chain?.ChainElements
            .SelectMany(element => element.ChainElementStatus.Select(status => (element.Certificate, Status: status)))
            .Concat(chain.ChainStatus.Select(status => (Certificate: certificate, Status: status))) ?? [];
        var texts = statuses
            .Where(entry => entry.Status.Status != X509ChainStatusFlags.NoError)
            .DistinctBy(entry => CauseOf(entry.Status.Status))
            .Select(entry => Explain(entry.Certificate, entry.Status))
            .ToArray();
        return texts.Length > 0 ? texts : ["Its chain of certificates cannot be verified."];
    }

    private static X509ChainStatusFlags CauseOf(X509ChainStatusFlags flag) => flag switch
    {
        X509ChainStatusFlags.PartialChain => X509ChainStatusFlags.UntrustedRoot,
        X509ChainStatusFlags.OfflineRevocation => X509ChainStatusFlags.RevocationStatusUnknown,
        _ => flag,
    };

    private static string Explain(X509Certificate2 certificate, X509ChainStatus status) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid =>
            $"'{certificate.Subject}' is good from {Instant(certificate.NotBefore)} to {Instant(certificate.NotAfter)} only. "
            + "Renew it, or set the clock.",
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain =>
            $"Its issuer '{certificate.Issuer}' is not trusted here, or an intermediate certificate is missing. "
            + $"Name the authority in {nameof(RemoteTlsOptions.CertificateAuthorityFile)}.",
        X509ChainStatusFlags.Revoked =>
            $"'{certificate.Subject}' was withdrawn by its issuer.",
        X509ChainStatusFlags.RevocationStatusUnknown or X509ChainStatusFlags.OfflineRevocation =>
            $"Whether '{certificate.Subject}' was withdrawn could not be found out. "
            + $"Set {nameof(RemoteTlsOptions.CheckRevocation)} to false when its authority answers no such questions.",
        X509ChainStatusFlags.NotValidForUsage =>
            $"'{certificate.Subject}' is not meant for this side of a TLS connection.",
        _ => $"'{certificate.Subject}' fails the check {status.Status}: {status.StatusInformation.Trim()}.",
    };

    private static string NamesOf(X509Certificate2 certificate)
    {
        var extensions = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToArray();
        var names = extensions.SelectMany(extension => extension.EnumerateDnsNames())
            .Concat(extensions.SelectMany(extension => extension.EnumerateIPAddresses()).Select(address => address.ToString()))
            .Select(name => $"'{name}'")
            .ToArray();
        return names.Length > 0 ? string.Join(", ", names) : $"'{certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)}'";
    }

    private static string Instant(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
