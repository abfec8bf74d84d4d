using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Ringleader.Interop.Tests.Support;

namespace Ringleader.Interop.Tests.Ring;

/// <summary>
/// Another host in a network of its own with this one: a network namespace at the other end of a pair of virtual cables. Where
/// the system does not let us make one, a second loopback address stands for it, with the same tests.
/// </summary>
public sealed class Neighbour : IAsyncLifetime
{
    private readonly string _name = $"ring{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    /// <summary>Whether it is a host of its own.</summary>
    public bool IsSeparate { get; private set; }

    /// <summary>Its address.</summary>
    public string Address { get; private set; } = "127.0.0.2";

    /// <summary>This host's address in the common network.</summary>
    public string Own { get; private set; } = "127.0.0.1";

    /// <summary>Its IPv6 address.</summary>
    public string AddressSix { get; private set; } = "::1";

    /// <summary>This host's IPv6 address in the common network.</summary>
    public string OwnSix { get; private set; } = "::1";

    /// <summary>The broadcast address as Ruby on the neighbour writes it.</summary>
    public string Broadcast => IsSeparate ? "<broadcast>" : "127.255.255.255";

    /// <summary>Whom our finder asks for everybody in the common network. Loopback is no network that it asks by 'broadcast'.</summary>
    public string Everybody => IsSeparate ? "broadcast" : "127.255.255.255";

    /// <summary>The target, or the binding, by which an IPv6 group is asked; loopback has none, so there it is the address.</summary>
    public string GroupSix(string group) => IsSeparate ? group : "::1";

    public async ValueTask InitializeAsync()
    {
        if (!await IpAsync("netns", "add", _name))
        {
            return;
        }

        IsSeparate = true;
        var network = string.Create(CultureInfo.InvariantCulture, $"10.{RandomNumberGenerator.GetInt32(200, 250)}.{RandomNumberGenerator.GetInt32(256)}");
        var six = string.Create(CultureInfo.InvariantCulture, $"fd{RandomNumberGenerator.GetInt32(16, 256):x2}:{RandomNumberGenerator.GetInt32(1, 65536):x}:1:1:");
        (Own, Address, OwnSix, AddressSix) = ($"{network}.1", $"{network}.2", $"{six}:1", $"{six}:2");
        await MustAsync("link", "add", _name + "a", "type", "veth", "peer", "name", _name + "b", "netns", _name);
        await MustAsync("addr", "add", $"{Own}/24", "brd", "+", "dev", _name + "a");
        await MustAsync("addr", "add", $"{OwnSix}/64", "dev", _name + "a", "nodad");
        await MustAsync("link", "set", _name + "a", "up");
        await MustAsync("-n", _name, "addr", "add", $"{Address}/24", "brd", "+", "dev", _name + "b");
        await MustAsync("-n", _name, "addr", "add", $"{AddressSix}/64", "dev", _name + "b", "nodad");
        await MustAsync("-n", _name, "link", "set", "lo", "up");
        await MustAsync("-n", _name, "link", "set", _name + "b", "up");
        await MustAsync("-n", _name, "route", "add", "default", "via", Own);
    }

    /// <summary>The pair of cables goes with the namespace.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsSeparate)
        {
            await MustAsync("netns", "del", _name);
        }
    }

    /// <summary>Runs a script there to its end and gives what it printed.</summary>
    public async Task<string> RunAsync(string script, params string[] arguments)
    {
        await using var ruby = Start(script, arguments);
        return await ruby.ReadToEndAsync();
    }

    /// <summary>Starts a script there.</summary>
    public RubyProcess Start(string script, params string[] arguments) =>
        RubyProcess.StartThrough(IsSeparate ? ["ip", "netns", "exec", _name] : [], script, arguments);

    private static async Task MustAsync(params string[] arguments) =>
        Assert.True(await IpAsync(arguments), $"The command failed: ip {string.Join(' ', arguments)}");

    private static async Task<bool> IpAsync(params string[] arguments)
    {
        try
        {
            using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!; // without a shell there is always a new process
            await ip.WaitForExitAsync();
            return ip.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such command here
        }
    }
}
