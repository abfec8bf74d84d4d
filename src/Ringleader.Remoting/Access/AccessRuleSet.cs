namespace Ringleader.Remoting.Access;

/// <summary>One half of an access list: its allow rules or its deny rules.</summary>
internal sealed class AccessRuleSet
{
    private readonly NetworkPattern[] _networks;
    private readonly HostNamePattern[] _hosts;

    public AccessRuleSet(IEnumerable<AccessRule> rules)
    {
        var targets = rules.Select(rule => rule.Target).ToArray();
        _networks = [.. targets.OfType<NetworkPattern>()];
        _hosts = [.. targets.OfType<HostNamePattern>()];
    }

    /// <summary>True or false when the address decides; null when a host name may still match.</summary>
    public bool? Matches(UInt128 bits)
    {
        foreach (var network in _networks)
        {
            if (network.Matches(bits))
            {
                return true;
            }
        }

        return _hosts.Length == 0 ? false : null;
    }

    /// <summary>True when the name matches a host rule.</summary>
    public bool MatchesHost(string name)
    {
        foreach (var host in _hosts)
        {
            if (host.Matches(name))
            {
                return true;
            }
        }

        return false;
    }
}
