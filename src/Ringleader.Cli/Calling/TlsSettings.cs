using System.CommandLine;
using Ringleader.Remoting;

namespace Ringleader.Cli.Calling;

/// <summary>The options of a <c>drbssl://</c> address.</summary>
internal sealed class TlsSettings
{
    private readonly Option<string> _authority = new("--ca")
    {
        Description = "drbssl: the authorities to trust, as PEM; default: the system's",
        HelpName = "FILE",
    };

    private readonly Option<string> _certificate = new("--cert") { Description = "drbssl: this side's certificate, as PEM", HelpName = "FILE" };

    private readonly Option<string> _key = new("--key")
    {
        Description = "drbssl: its private key, as PEM; default: in the file of --cert",
        HelpName = "FILE",
    };

    private readonly Option<bool> _insecure = new("--insecure") { Description = "drbssl: trust any server" };

    public void AddTo(Command command)
    {
        command.Add(_authority);
        command.Add(_certificate);
        command.Add(_key);
        command.Add(_insecure);
    }

    /// <summary>The settings, or null when the address needs none.</summary>
    /// <exception cref="WrongUseException">Options contradict each other or the address, or a file is missing.</exception>
    public RemoteTlsOptions? Read(ParseResult parsed, string uri)
    {
        Option<string>[] files = [_authority, _certificate, _key];
        var isSecure = uri.StartsWith("drbssl:", StringComparison.Ordinal);
        if (!isSecure && (parsed.GetValue(_insecure) || files.Any(file => parsed.GetValue(file) is not null)))
        {
            throw new WrongUseException("The options --ca, --cert, --key and --insecure need an address that begins with drbssl://.");
        }

        if (parsed.GetValue(_key) is not null && parsed.GetValue(_certificate) is null)
        {
            throw new WrongUseException("The option --key needs the certificate that belongs to it: --cert FILE.");
        }

        if (parsed.GetValue(_insecure) && parsed.GetValue(_authority) is not null)
        {
            throw new WrongUseException("The options --ca and --insecure exclude each other.");
        }

        foreach (var file in files)
        {
            if (parsed.GetValue(file) is { } path && !File.Exists(path))
            {
                throw new WrongUseException($"The file '{path}' of {file.Name} does not exist.");
            }
        }

        return !isSecure ? null : new RemoteTlsOptions
        {
            CertificateAuthorityFile = parsed.GetValue(_authority),
            CertificateFile = parsed.GetValue(_certificate),
            KeyFile = parsed.GetValue(_key),
            VerifyServer = !parsed.GetValue(_insecure),
        };
    }
}
