using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Ringleader.Remoting.Tests.Peers;
using Ringleader.Remoting.Tests.Services;

namespace Ringleader.Remoting.Tests.Server;

/// <summary>Request streams that were damaged at random: the server answers or closes, and goes on serving everybody else.</summary>
public sealed class HostileRequestTests(ITestOutputHelper output)
{
    private const int Streams = 20_000;
    private const int Workers = 8;

    /// <summary>After this long it is enough, on a machine that is too slow for all of them.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(40);

    private static readonly byte[][] Seeds =
    [
        Frames.Request("add", 1, 2),
        Frames.Request("echo", "text", new object?[] { 1, 2.5, null, true }),
        Frames.Request("echo", new Dictionary<string, object?> { ["a"] = 1, ["b"] = new byte[] { 1, 2, 3 } }),
        Frames.RequestTo(12_345L, "to_s"),
        Frames.RequestTo("name", "inspect"),
        Frames.Request("respond_to?", "echo"),
        Frames.Request("instance_eval", "exit"),
        [.. Frames.Request("add", 1, 2), .. Frames.Request("next"), .. Frames.Request("echo", "x")],
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    public async Task Damaged_requests_are_answered_or_closed_and_others_are_served_as_before(int threads)
    {
        var seed = Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        await using var server = await RemoteServer.StartAsync(
            front: new Workshop(),
            options: new RemoteServerOptions { DedicatedThreads = threads, MaxConnectionRatePerAddress = 1_000_000 });
        var started = Stopwatch.GetTimestamp();

        var sent = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(seed + worker);
            var count = 0;
            while (count < Streams / 2 / Workers && Stopwatch.GetElapsedTime(started) < Budget)
            {
                await PlayAsync(server.Uri, random);
                count++;
            }

            return count;
        })));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent.Sum()} streams"));
        await using var client = new RemotingClient();
        Assert.Equal(5, client.Connect<IWorkshop>(server.Uri).Add(2, 3));
        Assert.True(sent.Sum() > 0, $"seed {seed}");
    }

    /// <summary>Sends one damaged stream, says that it was all, and waits for the server to close.</summary>
    private static async Task PlayAsync(string uri, Random random)
    {
        using var peer = await RawPeer.ConnectAsync(uri);
        try
        {
            await peer.SendAsync(Damage(Seeds[random.Next(Seeds.Length)], random));
            peer.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            return; // closed before everything was sent
        }

        await peer.ReadToEndAsync();
    }

    private static byte[] Damage(byte[] request, Random random)
    {
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(1, 200)];
            random.NextBytes(noise);
            return noise;
        }

        var damaged = request.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && damaged.Count > 0; changes--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 5), damaged.Count - at));
                    break;
                default:
                    damaged.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. damaged];
    }
}
