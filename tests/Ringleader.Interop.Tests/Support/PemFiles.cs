using System.Security.Cryptography.X509Certificates;

namespace Ringleader.Interop.Tests.Support;

/// <summary>Certificates and keys as files, where Ruby reads them; gone when this is disposed.</summary>
internal sealed class PemFiles : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ringleader-tls-");

    public string Certificate(X509Certificate2 certificate) => Write(certificate.ExportCertificatePem());

    public string Key(X509Certificate2 certificate) => Write(certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()); // the tests' keys are of this kind

    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(string pem)
    {
        var path = Path.Combine(_directory.FullName, $"{Guid.NewGuid():N}.pem");
        File.WriteAllText(path, pem);
        return path;
    }
}
