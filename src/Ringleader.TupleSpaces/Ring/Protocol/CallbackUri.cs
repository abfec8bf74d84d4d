using System.Buffers;
using System.Globalization;
using System.Net;

namespace Ringleader.TupleSpaces.Ring.Protocol;

/// <summary>The address at which a finder takes answers: <c>druby://host:port</c> or <c>drbssl://host:port</c>.</summary>
/// <param name="IsTls">Whether it is a <c>drbssl</c> address.</param>
/// <param name="Host">A name or an IP address; empty where the finder names no host.</param>
/// <param name="Port">From 1 to 65,535.</param>
internal sealed record CallbackUri(bool IsTls, string Host, int Port)
{
    private const int MaxHostLength = 255;
    private const string Tcp = "druby://";
    private const string Tls = "drbssl://";
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:%");

    /// <summary>Reads an address; null when it is of another form.</summary>
    public static CallbackUri? TryParse(ReadOnlySpan<char> text)
    {
        var isTls = text.StartsWith(Tls, StringComparison.Ordinal);
        if (!isTls && !text.StartsWith(Tcp, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = text[(isTls ? Tls.Length : Tcp.Length)..];
        var colon = rest.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > IPEndPoint.MaxPort)
        {
            return null;
        }

        var host = rest[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }

        return host.Length > MaxHostLength || host.ContainsAnyExcept(HostCharacters) ? null : new CallbackUri(isTls, host.ToString(), port);
    }

    /// <summary>The same address on one IP address.</summary>
    public string At(IPAddress address) => string.Create(CultureInfo.InvariantCulture, $"{(IsTls ? Tls : Tcp)}{address}:{Port}");
}
