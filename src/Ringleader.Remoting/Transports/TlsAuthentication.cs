using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Ringleader.Remoting.Transports;

/// <summary>
/// The handshake of <c>drbssl://</c>, as a server or as a client, from one set of options that is read and checked once.
/// Thread-safe. Dispose of it when no connection uses it any more.
/// </summary>
internal sealed partial class TlsAuthentication : IDisposable
{
    private readonly RemoteTlsOptions _options;
    private readonly TlsIdentity? _identity;
    private readonly X509ChainPolicy _policy;

    private TlsAuthentication(RemoteTlsOptions options, TlsIdentity? identity, X509Certificate2Collection authorities)
    {
        _options = options;
        _identity = identity;
        _policy = TlsTrust.PolicyFor(options, authorities);
    }

    /// <summary>This side's certificate, or null for a client without one.</summary>
    public X509Certificate2? Certificate => _identity?.Certificate;

    /// <summary>True when the certificate was made here, so that clients must be given a copy of it to trust.</summary>
    public bool HasGeneratedCertificate => _identity is { IsGenerated: true };

    private SslProtocols Versions => _options.MinimumVersion switch
    {
        SslProtocols.Tls13 => SslProtocols.Tls13,
        _ => SslProtocols.Tls12 | SslProtocols.Tls13,
    };

    /// <summary>Prepares a client's side.</summary>
    /// <exception cref="ArgumentException">An option is out of range or a file cannot be used; the text names the option.</exception>
    public static TlsAuthentication ForClient(RemoteTlsOptions options)
    {
        RequireVersion(options);
        return new TlsAuthentication(options, TlsIdentity.Load(options), TlsTrust.LoadAuthorities(options));
    }

    /// <summary>Prepares a server's side, with a generated certificate when the options name none.</summary>
    /// <param name="options">The options.</param>
    /// <param name="hosts">The names and addresses that a generated certificate is issued for; at least one.</param>
    /// <param name="timeProvider">The clock that dates a generated certificate.</param>
    /// <exception cref="ArgumentException">An option is out of range or a file cannot be used; the text names the option.</exception>
    public static TlsAuthentication ForServer(RemoteTlsOptions options, IReadOnlyList<string> hosts, TimeProvider timeProvider)
    {
        RequireVersion(options);
        var authorities = TlsTrust.LoadAuthorities(options);
        if (options.ClientCertificates != ClientCertificatePolicy.None && authorities.Count == 0)
        {
            throw new ArgumentException(
                $"{nameof(RemoteTlsOptions.ClientCertificates)} is {options.ClientCertificates}, but no authority is named, "
                + "so every holder of any public certificate would pass. "
                + $"Set {nameof(RemoteTlsOptions.CertificateAuthorityFile)} or {nameof(RemoteTlsOptions.CertificateAuthorities)}.",
                nameof(options));
        }

        return new TlsAuthentication(options, TlsIdentity.Load(options) ?? TlsIdentity.Generate(hosts, timeProvider), authorities);
    }

    /// <summary>Shakes hands as the server. The stream that comes back owns the inner one, which is closed on failure.</summary>
    /// <exception cref="AuthenticationException">The client is not accepted, or speaks no common version; the text says why.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async Task<SslStream> AcceptAsync(Stream inner, CancellationToken cancellationToken)
    {
        string? refusal = null;
        var stream = new SslStream(inner);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _identity!.Context, // A server has one: see ForServer.
            ClientCertificateRequired = _options.ClientCertificates != ClientCertificatePolicy.None,
            CertificateChainPolicy = _policy,
            EnabledSslProtocols = Versions,
            AllowRenegotiation = false,
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                (refusal = JudgeClient(certificate as X509Certificate2, chain, errors)) is null,
        };
        return await CompleteAsync(stream, () => stream.AuthenticateAsServerAsync(options, cancellationToken), () => refusal)
            .ConfigureAwait(false);
    }

    /// <summary>Completes the handshake as a client. The connection owns the inner stream, which is closed on failure.</summary>
    /// <param name="inner">The connection.</param>
    /// <param name="host">The host of the server's URI.</param>
    /// <param name="cancellationToken">Ends the handshake.</param>
    /// <exception cref="AuthenticationException">The server is not accepted, or speaks no common version; the text says why.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async Task<TlsClientStream> ConnectAsync(Stream inner, string host, CancellationToken cancellationToken)
    {
        var target = _options.TargetHost ?? host;
        string? refusal = null;
        var isCertificateMissing = false;
        var stream = new SslStream(inner);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = target,
            ClientCertificateContext = _identity?.Context,
            CertificateChainPolicy = _policy,
            EnabledSslProtocols = Versions,
            AllowRenegotiation = false,
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                (refusal = JudgeServer(certificate as X509Certificate2, chain, errors, target)) is null,
        };
        if (_identity is null)
        {
            // Called once before the handshake, and again with the server's certificate when the server asks for one.
            options.LocalCertificateSelectionCallback = (_, _, _, server, _) =>
            {
                isCertificateMissing |= server is not null;
                return null!; // The callback may return null for "none", which its signature does not say.
            };
        }

        string? Reason() => refusal ?? (isCertificateMissing ? TlsClientStream.CertificateMissing : null);
        try
        {
            await CompleteAsync(stream, () => stream.AuthenticateAsClientAsync(options, cancellationToken), Reason).ConfigureAwait(false);
        }
        catch (IOException error) when (isCertificateMissing)
        {
            // The server's alert and the reset of its socket race: which of them arrives says nothing.
            throw new AuthenticationException(TlsClientStream.CertificateMissing, error);
        }

        return new TlsClientStream(stream, isCertificateMissing);
    }

    /// <inheritdoc/>
    public void Dispose() => _identity?.Dispose();

    private async Task<SslStream> CompleteAsync(SslStream stream, Func<Task> handshake, Func<string?> refusal)
    {
        try
        {
            await handshake().ConfigureAwait(false);
            return stream;
        }
        catch (AuthenticationException error)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            var reason = refusal()
                ?? $"The peer did not agree on a connection: {error.GetBaseException().Message.TrimEnd('.')}. "
                + $"It may have refused this side's certificate, or speak no TLS, or none as new as {_options.MinimumVersion}.";
            throw new AuthenticationException(reason, error);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private string? JudgeClient(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var mayBeAbsent = _options.ClientCertificates != ClientCertificatePolicy.Required;
        var isAbsent = errors == SslPolicyErrors.RemoteCertificateNotAvailable;
        return errors == SslPolicyErrors.None || (isAbsent && mayBeAbsent)
            ? null
            : CertificateVerdict.Explain(errors, certificate, chain, host: null);
    }

    private string? JudgeServer(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors, string target) =>
        errors == SslPolicyErrors.None || !_options.VerifyServer ? null : CertificateVerdict.Explain(errors, certificate, chain, target);

    private static void RequireVersion(RemoteTlsOptions options)
    {
        if (options.MinimumVersion is not (SslProtocols.Tls12 or SslProtocols.Tls13))
        {
            throw new ArgumentException(
                $"{nameof(RemoteTlsOptions.MinimumVersion)} is {options.MinimumVersion}. "
                + $"It may be {SslProtocols.Tls12} or {SslProtocols.Tls13}; older versions are broken.",
                nameof(options));
        }
    }
}
