using System.Net;
using Ringleader.Remoting.Access;

namespace Ringleader.Remoting;

/// <summary>
/// Says from which addresses a server takes connections: Ruby's <c>ACL</c>, for one server. Immutable and thread-safe; one
/// list may serve several servers.
/// </summary>
/// <remarks>
/// <para>
/// A list without host names answers from the address alone, at once and without allocating. Host names are looked up only for
/// a peer whose address leaves the answer open, and the answer is kept for a minute. An allow rule takes a name only when that
/// name leads back to the peer's address, since whoever owns an address can give it any name; a deny rule takes the name as it
/// is. A peer without a name matches no host rule. When the lookup fails or takes too long, allow rules with host names do not
/// match and deny rules with host names do: what cannot be known does not open the door.
/// </para>
/// <para>Peers of a UNIX socket have no address and are not asked about: the mode of the socket's file guards it.</para>
/// </remarks>
/// <example>
/// <code>
/// AccessControlList.Parse("deny all allow 192.168.1.0/24 allow ::1");
/// new AccessControlList([AccessRule.Deny("*"), AccessRule.Allow("10.0.0.0/8")]);
/// </code>
/// </example>
public sealed class AccessControlList
{
    private readonly AccessRuleSet _allow;
    private readonly AccessRuleSet _deny;
    private readonly PeerNames _names;

    /// <summary>Creates a list. Without rules, it allows every peer in the default order and none in the other.</summary>
    /// <param name="rules">The rules, in any order: within each half, the first that matches is as good as any other.</param>
    /// <param name="order">Which half wins.</param>
    /// <param name="nameTimeout">How long one lookup of a host name may take. Null: 2 seconds.</param>
    /// <param name="timeProvider">The clock for that, or null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is not one of the two, or the time-out is not more than zero.</exception>
    public AccessControlList(
        IEnumerable<AccessRule> rules,
        AccessOrder order = AccessOrder.DenyAllow,
        TimeSpan? nameTimeout = null,
        TimeProvider? timeProvider = null)
        : this(
            rules,
            order,
            new PeerNames(new SystemReverseLookup(), nameTimeout ?? PeerNames.DefaultTimeout, timeProvider ?? TimeProvider.System))
    {
    }

    internal AccessControlList(IEnumerable<AccessRule> rules, AccessOrder order, PeerNames names)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (!Enum.IsDefined(order))
        {
            throw new ArgumentOutOfRangeException(nameof(order), order, "The order is DenyAllow or AllowDeny.");
        }

        Order = order;
        Rules = [.. rules];
        _allow = new AccessRuleSet(Rules.Where(rule => rule.IsAllow));
        _deny = new AccessRuleSet(Rules.Where(rule => !rule.IsAllow));
        _names = names;
    }

    /// <summary>Which half wins.</summary>
    public AccessOrder Order { get; }

    /// <summary>The rules as they were given.</summary>
    public IReadOnlyList<AccessRule> Rules { get; }

    /// <summary>Reads a list from pairs of words as Ruby has them: <c>allow</c> or <c>deny</c>, then a pattern.</summary>
    /// <param name="text">The pairs, apart by white space, line ends included.</param>
    /// <param name="order">Which half wins.</param>
    /// <exception cref="FormatException">A word is not <c>allow</c> or <c>deny</c>, or a pattern is none; the text names it.</exception>
    public static AccessControlList Parse(string text, AccessOrder order = AccessOrder.DenyAllow)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AccessControlList(AccessListParser.Parse(text), order);
    }

    /// <summary>Says whether a peer may connect. Completes at once unless host names must be looked up.</summary>
    /// <param name="address">The peer's address.</param>
    /// <param name="cancellationToken">Ends the wait for a lookup.</param>
    public ValueTask<bool> AllowsAsync(IPAddress address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var bits = AddressBits.Of(address);
        var allow = _allow.Matches(bits);
        var deny = _deny.Matches(bits);
        return Decide(allow, deny) is { } decision
            ? new ValueTask<bool>(decision)
            : AskNameAsync(address, allow, deny, cancellationToken);
    }

    private async ValueTask<bool> AskNameAsync(IPAddress address, bool? allow, bool? deny, CancellationToken cancellationToken)
    {
        var name = await _names.FindAsync(address, cancellationToken).ConfigureAwait(false);
        allow ??= name is { IsConfirmed: true, Text: { } confirmed } && _allow.MatchesHost(confirmed);
        deny ??= name.IsUnavailable || (name.Text is { } claimed && _deny.MatchesHost(claimed));
        return Decide(allow, deny) is true;
    }

    /// <summary>Three-valued logic: null is "the host name decides", and stays null only while it can still decide.</summary>
    private bool? Decide(bool? allow, bool? deny) => Order == AccessOrder.DenyAllow ? allow | !deny : allow & !deny;
}
