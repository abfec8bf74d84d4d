using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Ringleader.Testing;

/// <summary>
/// Another host in a network of its own with this one: a network namespace at the other end of a pair of virtual cables. The
/// cables go with the namespace. Needs root and the command <c>ip</c>.
/// </summary>
public sealed class NetworkNamespace : IAsyncDisposable
{
    private NetworkNamespace(string name, string network, string networkSix)
    {
        Name = name;
        (Own, Address, Broadcast) = ($"{network}.1", $"{network}.2", $"{network}.255");
        (OwnSix, AddressSix) = ($"{networkSix}:1", $"{networkSix}:2");
    }

    /// <summary>The name by which <c>ip netns</c> knows it.</summary>
    public string Name { get; }

    /// <summary>Its address.</summary>
    public string Address { get; }

    /// <summary>This host's address in the common network.</summary>
    public string Own { get; }

    /// <summary>The broadcast address of the common network.</summary>
    public string Broadcast { get; }

    /// <summary>Its IPv6 address.</summary>
    public string AddressSix { get; }

    /// <summary>This host's IPv6 address in the common network.</summary>
    public string OwnSix { get; }

    /// <summary>The command before the one that is to run there.</summary>
    public IReadOnlyList<string> Prefix => ["ip", "netns", "exec", Name];

    /// <summary>Makes one.</summary>
    /// <exception cref="InvalidOperationException">The system does not allow it.</exception>
    public static async Task<NetworkNamespace> CreateAsync() => await TryCreateAsync()
        ?? throw new InvalidOperationException("Cannot create a network namespace. Run the tests as root, with the Debian package iproute2.");

    /// <summary>The same; null where the system does not allow it.</summary>
    public static async Task<NetworkNamespace?> TryCreateAsync()
    {
        var name = $"ring{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        if (await IpAsync("netns", "add", name) is not null)
        {
            return null;
        }

        var there = new NetworkNamespace(
            name,
            string.Create(CultureInfo.InvariantCulture, $"10.{RandomNumberGenerator.GetInt32(200, 250)}.{RandomNumberGenerator.GetInt32(256)}"),
            string.Create(CultureInfo.InvariantCulture, $"fd{RandomNumberGenerator.GetInt32(16, 256):x2}:{RandomNumberGenerator.GetInt32(1, 65536):x}:1:1:"));
        try
        {
            await there.ConnectAsync();
            return there;
        }
        catch
        {
            await there.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program there, with its input and output redirected.</summary>
    public Process Start(params string[] command) => Process.Start(new ProcessStartInfo("ip", ["netns", "exec", Name, .. command])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!; // without a shell there is always a new process

    public async ValueTask DisposeAsync() => await MustAsync("netns", "del", Name);

    private async Task ConnectAsync()
    {
        var (here, far) = (Name + "a", Name + "b");
        await MustAsync("link", "add", here, "type", "veth", "peer", "name", far, "netns", Name);
        await MustAsync("addr", "add", $"{Own}/24", "brd", "+", "dev", here);
        await MustAsync("addr", "add", $"{OwnSix}/64", "dev", here, "nodad");
        await MustAsync("link", "set", here, "up");
        await MustAsync("-n", Name, "addr", "add", $"{Address}/24", "brd", "+", "dev", far);
        await MustAsync("-n", Name, "addr", "add", $"{AddressSix}/64", "dev", far, "nodad");
        await MustAsync("-n", Name, "link", "set", "lo", "up");
        await MustAsync("-n", Name, "link", "set", far, "up");
        await MustAsync("-n", Name, "route", "add", "default", "via", Own);
    }

    private static async Task MustAsync(params string[] arguments)
    {
        if (await IpAsync(arguments) is { } error)
        {
            throw new InvalidOperationException($"The command 'ip {string.Join(' ', arguments)}' failed: {error}");
        }
    }

    private static async Task<string?> IpAsync(params string[] arguments)
    {
        try
        {
            using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!; // as above
            var error = await ip.StandardError.ReadToEndAsync();
            await ip.WaitForExitAsync();
            return ip.ExitCode == 0 ? null : error;
        }
        catch (Win32Exception missing)
        {
            return missing.Message;
        }
    }
}
