using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Ringleader.Services;

/// <summary>Who registered a service: host, process and, where one process offers several, a name. RingyDingy's identifier.</summary>
/// <param name="Host">The host's name in lower case.</param>
/// <param name="ProcessId">The process there.</param>
/// <param name="InstanceName">What tells several offers of one process apart; null for nothing.</param>
public sealed partial record ServiceIdentity(string Host, int ProcessId, string? InstanceName = null)
{
    /// <summary>The identity of this process.</summary>
    /// <param name="instanceName">See <see cref="InstanceName"/>.</param>
    public static ServiceIdentity OfThisProcess(string? instanceName = null) =>
        new(Dns.GetHostName().ToLowerInvariant(), Environment.ProcessId, instanceName);

    /// <summary>Reads the text form; null when it has another one, as descriptions of other registrars may.</summary>
    public static ServiceIdentity? TryParse(string? text)
    {
        if (text is null || Form().Match(text) is not { Success: true } match
            || !int.TryParse(match.Groups["pid"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
        {
            return null;
        }

        var name = match.Groups["name"];
        return new(match.Groups["host"].Value, processId, name.Success ? name.Value : null);
    }

    /// <summary>The text form: <c>host_pid</c> or <c>host_pid_name</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Host}_{ProcessId}{(InstanceName is null ? "" : "_")}{InstanceName}");

    [GeneratedRegex("^(?<host>[^_].*?)_(?<pid>[0-9]+)(_(?<name>.+))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}
