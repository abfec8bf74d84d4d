using System.Diagnostics;

namespace Ringleader.LoadTests.Measuring;

/// <summary>
/// Runs callers that each make their next call when the last one has returned. Each sends its own number and checks that
/// it comes back, so that a reply that went astray fails the run.
/// </summary>
internal static class ClosedLoop
{
    /// <summary>A thread per caller.</summary>
    /// <param name="command">How many callers, and for how long.</param>
    /// <param name="callOf">Gives the call of one caller, with its connection already open.</param>
    public static RunReport RunThreads(RunCommand command, Func<int, Func<int, int>> callOf)
    {
        Func<int, int>[] calls = [.. Enumerable.Range(0, command.Callers).Select(callOf)];
        CallerLog[] logs = CreateLogs(command);
        var failures = new Exception?[calls.Length];
        Thread[] threads = [.. calls.Select((call, caller) => new Thread(() =>
        {
            try
            {
                while (Check(caller, call(caller)) && logs[caller].CallEnded())
                {
                }
            }
            catch (Exception failure)
            {
                // Thrown again below, on the thread that reports to the driver.
                failures[caller] = failure;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        return failures.OfType<Exception>().FirstOrDefault() is { } first
            ? throw new InvalidOperationException("A caller failed, so the run is void.", first)
            : Report(command, logs);
    }

    /// <summary>A task per caller, on the thread pool.</summary>
    public static async Task<RunReport> RunTasksAsync(RunCommand command, Func<int, ValueTask<int>> call)
    {
        CallerLog[] logs = CreateLogs(command);
        await Task.WhenAll(logs.Select((log, caller) => Task.Run(async () =>
        {
            while (Check(caller, await call(caller)) && log.CallEnded())
            {
            }
        })));

        return Report(command, logs);
    }

    private static CallerLog[] CreateLogs(RunCommand command)
    {
        long opens = Stopwatch.GetTimestamp() + Ticks(command.Settle);
        long closes = opens + Ticks(command.Window);
        return [.. Enumerable.Range(0, command.Callers).Select(_ => new CallerLog(opens, closes))];
    }

    private static bool Check(int sent, int received) => sent == received
        ? true
        : throw new InvalidOperationException($"Sent {sent} and received {received}, so the run is void.");

    private static RunReport Report(RunCommand command, CallerLog[] logs)
    {
        var latencies = new LatencyHistogram();
        Array.ForEach(logs, log => latencies.Add(log.Latencies));
        return new RunReport
        {
            Seconds = command.Window.TotalSeconds,
            AllCalls = logs.Sum(log => log.AllCalls),
            SumNanoseconds = latencies.SumNanoseconds,
            Buckets = latencies.ToBuckets(),
        };
    }

    private static long Ticks(TimeSpan duration) => (long)(duration.TotalSeconds * Stopwatch.Frequency);
}
