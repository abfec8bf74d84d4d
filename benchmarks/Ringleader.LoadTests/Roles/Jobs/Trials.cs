using System.Diagnostics;

namespace Ringleader.LoadTests.Roles.Jobs;

/// <summary>What the trials share. Their peers do the same in benchmarks/peers/jobs/trials.mjs.</summary>
internal static class Trials
{
    /// <summary>How long the work takes.</summary>
    public static async Task<TrialAnswer> TimedAsync(Func<Task> work)
    {
        long begun = Stopwatch.GetTimestamp();
        await work();
        return new TrialAnswer { Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds };
    }

    /// <summary>So many callers, each of which makes its next call when the last one has returned.</summary>
    public static Task ClosedLoopAsync(int count, int callers, Func<Task> call)
    {
        int each = (count + callers - 1) / callers;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int made = 0; made < each; made++)
            {
                await call();
            }
        })));
    }

    /// <summary>Asks every few milliseconds until the answer is yes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> question)
    {
        while (!await question())
        {
            await Task.Delay(2);
        }
    }
}
