using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ringleader.Remoting.Transports;

/// <summary>
/// The address of a DRb server: <c>druby://host:port?option</c>, <c>drbssl://host:port?option</c> or
/// <c>drbunix:path?option</c>. Source: ruby/drb, <c>parse_uri</c> of drb.rb, ssl.rb and unix.rb.
/// </summary>
/// <remarks>
/// An empty host means all interfaces. Ruby writes IPv6 hosts without brackets and cannot read them with brackets, so both
/// are read and none are written.
/// </remarks>
internal sealed record DrbUri(DrbScheme Scheme, string Host, int Port, string Path, string? Option)
{
    /// <summary>The address that peers put into references: everything but the option.</summary>
    public string Address => Scheme switch
    {
        DrbScheme.Unix => "drbunix:" + Path,
        DrbScheme.Tls => string.Create(CultureInfo.InvariantCulture, $"drbssl://{Host}:{Port}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"druby://{Host}:{Port}"),
    };

    /// <summary>True when the host stands for every interface of the machine.</summary>
    public bool IsWildcard => Scheme != DrbScheme.Unix
        && (Host.Length == 0 || (IPAddress.TryParse(Host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))));

    /// <summary>Reads an address.</summary>
    /// <exception cref="ArgumentException">The text is no such address; the message says which part is wrong.</exception>
    public static DrbUri Parse(string uri)
    {
        ArgumentException.ThrowIfNullOrEmpty(uri);
        return TryParse(uri, out var result, out var error) ? result : throw new ArgumentException(error, nameof(uri));
    }

    /// <summary>Reads an address that a peer sent; false with the reason when it is none.</summary>
    public static bool TryParse(string uri, [NotNullWhen(true)] out DrbUri? result, [NotNullWhen(false)] out string? error)
    {
        result = null;
        if (uri.StartsWith("drbunix:", StringComparison.Ordinal))
        {
            return TryParseUnix(uri, out result, out error);
        }

        var scheme = uri.StartsWith("druby://", StringComparison.Ordinal) ? DrbScheme.Tcp
            : uri.StartsWith("drbssl://", StringComparison.Ordinal) ? DrbScheme.Tls : DrbScheme.Unix;
        if (scheme == DrbScheme.Unix)
        {
            error = $"The address '{uri}' has an unknown scheme. Use druby://host:port, drbssl://host:port or drbunix:path.";
            return false;
        }

        var rest = uri.AsSpan(scheme == DrbScheme.Tcp ? "druby://".Length : "drbssl://".Length);
        var option = SplitOption(ref rest);
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
        {
            error = $"The address '{uri}' has no port between 0 and 65535 after its host. Write it as druby://host:port.";
            return false;
        }

        var host = rest[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }

        if (host.IndexOfAny('/', '@', ' ') >= 0)
        {
            error = $"The address '{uri}' has the host '{host}', which is neither a name nor an IP address.";
            return false;
        }

        result = new DrbUri(scheme, host.ToString(), port, "", option);
        error = null;
        return true;
    }

    /// <summary>The end point of a unix socket.</summary>
    public UnixDomainSocketEndPoint ToUnixEndPoint() => new(Path);

    private static bool TryParseUnix(string uri, [NotNullWhen(true)] out DrbUri? result, [NotNullWhen(false)] out string? error)
    {
        var rest = uri.AsSpan("drbunix:".Length);
        var option = SplitOption(ref rest);
        if (rest.StartsWith("//"))
        {
            rest = rest[2..];
        }

        // The kernel's limit for the path of a unix socket is 108 bytes with its closing zero.
        if (System.Text.Encoding.UTF8.GetByteCount(rest) > 107)
        {
            result = null;
            error = $"The address '{uri}' has a path of more than 107 bytes, the longest a unix socket can have.";
            return false;
        }

        result = new DrbUri(DrbScheme.Unix, "", 0, rest.ToString(), option);
        error = null;
        return true;
    }

    private static string? SplitOption(ref ReadOnlySpan<char> rest)
    {
        var mark = rest.IndexOf('?');
        if (mark < 0)
        {
            return null;
        }

        var option = rest[(mark + 1)..].ToString();
        rest = rest[..mark];
        return option;
    }
}
