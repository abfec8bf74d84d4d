using System.Globalization;
using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Ring.Protocol;

/// <summary>What tells a space from others at the same address, and from itself before a restart.</summary>
/// <param name="Text">A text that no other space has.</param>
/// <param name="RingName">What its ring is called; null for nothing.</param>
/// <param name="Uptime">How long its server has been running; null when it does not say, as Ruby's.</param>
internal sealed record SpaceIdentity(string Text, string? RingName, TimeSpan? Uptime)
{
    private static readonly double LongestUptime = TimeSpan.FromDays(36_500).TotalSeconds;

    /// <summary>Identifies any space; null for one that cannot be restarted behind its object's back, or that does not tell.</summary>
    /// <exception cref="RemotingException">It cannot be reached.</exception>
    public static async ValueTask<SpaceIdentity?> OfAsync(ITupleSpace space, CancellationToken cancellationToken) => space switch
    {
        IIdentifiedSpace own => await own.IdentifyAsync(cancellationToken).ConfigureAwait(false),
        RemoteTupleSpace remote => await AskAsync(remote.Target, cancellationToken).ConfigureAwait(false)
            ?? await AskRubyAsync(remote.Target, cancellationToken).ConfigureAwait(false),
        _ => null,
    };

    /// <summary>Asks a space of a <see cref="TupleSpaceServer"/>; null for another kind.</summary>
    /// <inheritdoc cref="OfAsync"/>
    public static async ValueTask<SpaceIdentity?> AskAsync(RemoteObject space, CancellationToken cancellationToken)
    {
        try
        {
            return await space.CallAsync<string?[]>("ring_identity", cancellationToken: cancellationToken).ConfigureAwait(false) is [{ } text, var name, .. var rest]
                ? new SpaceIdentity(text, name, rest is [{ } uptime, ..] ? ReadUptime(uptime) : null)
                : null;
        }
        catch (Exception error) when (error is RemoteException or RemoteMethodMissingException or MarshalException)
        {
            return null; // it answers, but not to this
        }
    }

    /// <summary>The uptime as it is sent.</summary>
    public static string WriteUptime(TimeSpan uptime) => uptime.TotalSeconds.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>Ruby's <c>to_s</c> has the place of the object in memory, which is another one in each process.</summary>
    private static async ValueTask<SpaceIdentity?> AskRubyAsync(RemoteObject space, CancellationToken cancellationToken)
    {
        try
        {
            return await space.CallAsync<string?>("to_s", cancellationToken: cancellationToken).ConfigureAwait(false) is { } text
                ? new SpaceIdentity(text, null, null)
                : null;
        }
        catch (Exception error) when (error is RemoteException or RemoteMethodMissingException or MarshalException)
        {
            return null;
        }
    }

    private static TimeSpan? ReadUptime(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestUptime
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
