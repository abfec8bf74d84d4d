using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Ringleader.Remoting.Transports;

internal sealed partial class TlsAuthentication
{
    /// <summary>Says once, when a server has started, that its certificate was generated and what clients need.</summary>
    public void ReportGeneratedCertificate(ILogger logger, string uri)
    {
        if (HasGeneratedCertificate && logger.IsEnabled(LogLevel.Warning))
        {
            Log.CertificateGenerated(logger, uri, Certificate!.GetCertHashString(HashAlgorithmName.SHA256)); // Generated, so there.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1400,
            EventName = "TlsCertificateGenerated",
            Level = LogLevel.Warning,
            Message = "No certificate is configured for {Uri}: a self-signed one was generated, good for a year or until the server stops. "
                + "Clients refuse it unless they are given a copy to trust. Its SHA-256 fingerprint is {Fingerprint}.")]
        public static partial void CertificateGenerated(ILogger logger, string uri, string fingerprint);
    }
}
