using Ringleader.Interop.Tests.Support;
using Ringleader.Testing;

namespace Ringleader.Interop.Tests.Ring;

/// <summary>
/// Another host in a network of its own with this one. Where the system does not let us make one, a second loopback address
/// stands for it, with the same tests.
/// </summary>
public sealed class Neighbour : IAsyncLifetime
{
    private NetworkNamespace? _namespace;

    /// <summary>Whether it is a host of its own.</summary>
    public bool IsSeparate => _namespace is not null;

    /// <summary>Its address.</summary>
    public string Address => _namespace?.Address ?? "127.0.0.2";

    /// <summary>This host's address in the common network.</summary>
    public string Own => _namespace?.Own ?? "127.0.0.1";

    /// <summary>Its IPv6 address.</summary>
    public string AddressSix => _namespace?.AddressSix ?? "::1";

    /// <summary>This host's IPv6 address in the common network.</summary>
    public string OwnSix => _namespace?.OwnSix ?? "::1";

    /// <summary>The broadcast address as Ruby on the neighbour writes it.</summary>
    public string Broadcast => IsSeparate ? "<broadcast>" : "127.255.255.255";

    /// <summary>The broadcast address of the common network.</summary>
    public string NetworkBroadcast => _namespace?.Broadcast ?? "127.255.255.255";

    /// <summary>Whom our finder asks for everybody in the common network. Loopback is no network that it asks by 'broadcast'.</summary>
    public string Everybody => IsSeparate ? "broadcast" : "127.255.255.255";

    /// <summary>The target, or the binding, by which an IPv6 group is asked; loopback has none, so there it is the address.</summary>
    public string GroupSix(string group) => IsSeparate ? group : "::1";

    public async ValueTask InitializeAsync() => _namespace = await NetworkNamespace.TryCreateAsync();

    public ValueTask DisposeAsync() => _namespace?.DisposeAsync() ?? default;

    /// <summary>Runs a script there to its end and gives what it printed.</summary>
    public async Task<string> RunAsync(string script, params string[] arguments)
    {
        await using var ruby = Start(script, arguments);
        return await ruby.ReadToEndAsync();
    }

    /// <summary>Starts a script there.</summary>
    public RubyProcess Start(string script, params string[] arguments) =>
        RubyProcess.StartThrough(_namespace?.Prefix.ToArray() ?? [], script, arguments);
}
