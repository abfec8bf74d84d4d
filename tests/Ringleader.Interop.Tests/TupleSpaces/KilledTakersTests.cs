using System.Diagnostics;
using System.Globalization;
using Ringleader.Interop.Tests.Support;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>
/// Takers are killed, as by SIGKILL, at every step of taking and settling. At the end each job is there once, as it was or done.
/// </summary>
public sealed class KilledTakersTests
{
    private const int Takers = 50;
    private const int Jobs = 400;
    private const int AtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Dotnet_takers_lose_nothing_and_double_nothing()
    {
        const int seed = 20_261_122;
        await using var server = await StartAsync();
        var random = new Random(seed);
        var dooms = Enumerable.Range(0, Takers).Select(taker => (Step: taker % 2 == 0 ? random.Next(1, 17) : 0, Delay: random.Next(0, 60))).ToArray();

        await Parallel.ForEachAsync(dooms, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (doom, _) => await RunDotnetAsync(server.Uri, doom.Step, doom.Delay));

        // Leases of the dead last a second.
        await Eventually.IsTrueAsync(async () => await server.Space.CountAsync([null, null]) == Jobs);
        var done = await server.Space.CountAsync(["done", null]);
        var all = await server.Space.TakeAllAsync([null, null]);
        Assert.True(done > Takers / 2, $"seed {seed}: only {done} jobs were done");
        Assert.Equal(Enumerable.Range(0, Jobs), all.Select(tuple => tuple.Get<int>(1)).Order());
    }

    [Fact]
    public async Task Ruby_takers_lose_nothing_and_double_nothing()
    {
        const int seed = 20_261_123;
        await using var server = await StartAsync();

        // Between the port's answer and the line that is printed nobody dies: what was delivered to a Ruby process is its own.
        var output = await RubyProcess.RunAsync(
            $$"""
            require 'space'
            module DyingPort
              def push(tuple)
                $step.call
                super
              end
            end
            Rinda::TupleSpaceProxy::Port.prepend(DyingPort)

            def take_until_dead(doom)
              steps = 0
              $step = -> { Process.kill(:KILL, Process.pid) if (steps += 1) == doom }
              loop do
                $step.call
                puts proxy.take(['job', nil]).last
                $step.call
              end
            end

            random = Random.new({{seed}})
            Array.new({{Takers}}) { random.rand(1..12) }.each_slice({{AtOnce}}) do |dooms|
              children = dooms.map { |doom| fork { take_until_dead(doom) } }
              children.each { |child| raise 'it lives' unless Process.wait2(child).last.termsig == 9 }
            end
            """,
            server.Uri);

        var taken = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();
        await Eventually.IsTrueAsync(async () => await server.Space.CountAsync(["job", null]) == Jobs - taken.Count);
        var left = await server.Space.TakeAllAsync(["job", null]);
        Assert.True(taken.Count > Takers, $"seed {seed}: only {taken.Count} jobs were taken");
        Assert.Equal(Enumerable.Range(0, Jobs), left.Select(tuple => tuple.Get<int>(1)).Concat(taken).Order());
    }

    [Fact]
    public async Task A_plain_take_whose_caller_has_just_died_leaves_the_tuple()
    {
        await using var server = await TupleSpaceServer.StartAsync();

        // All children are there before the parent's first call, so that none has its connection.
        var output = await RubyProcess.RunAsync(
            """
            require 'space'
            children = Array.new(40) do |i|
              fork do
                space.write([:ready, i])
                space.take([:job, i])
              end
            end
            sleep 0.01 until space.read_all([:ready, nil]).size == children.size
            children.each_with_index do |child, i|
              Process.kill(:KILL, child)
              Process.wait(child)
              space.write([:job, i])
            end
            puts space.read_all([:job, nil]).size
            """,
            server.Uri);

        Assert.Equal("40", output);
    }

    private static async Task<TupleSpaceServer> StartAsync()
    {
        var server = await TupleSpaceServer.StartAsync();
        for (var i = 0; i < Jobs; i++)
        {
            await server.Space.WriteAsync(["job", i]);
        }

        return server;
    }

    /// <summary>Runs one taker until it has killed itself, or kills it after a while.</summary>
    private static async Task RunDotnetAsync(string uri, int step, int delay)
    {
        using var limit = new CancellationTokenSource(Patience);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ringleader.Interop.Taker.dll"), uri, step.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        };
        using var taker = Process.Start(start)!; // without a shell there is always a new process
        try
        {
            Assert.Equal("running", await taker.StandardOutput.ReadLineAsync(limit.Token));
            if (step == 0)
            {
                await Task.Delay(delay, limit.Token);
            }
            else
            {
                await taker.WaitForExitAsync(limit.Token);
            }
        }
        finally
        {
            taker.Kill();
            await taker.WaitForExitAsync(CancellationToken.None);
        }

        Assert.Equal(128 + 9, taker.ExitCode);
    }
}
