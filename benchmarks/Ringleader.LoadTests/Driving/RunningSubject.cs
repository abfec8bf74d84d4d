using System.Text.Json;
using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Driving;

/// <summary>The processes of one subject, alive and idle between their runs.</summary>
internal sealed class RunningSubject(Subject subject) : IAsyncDisposable
{
    // Long enough for the callers to be under way, and for the connections that the last run did not need.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan WarmUpWindow = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WarmUpLimit = TimeSpan.FromSeconds(20);

    // Beyond settling and the window: the last calls of 64 callers of a slow peer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<ChildProcess> _clients = [];
    private ChildProcess? _server;
    private WorkFile? _workFile;

    public Subject Subject => subject;

    /// <summary>How many calls were made to warm it up. Fewer than it asked for means that the time was up first.</summary>
    public long WarmUpCalls { get; private set; }

    private TimeSpan CpuTime => _clients.Append(_server).OfType<ChildProcess>().Aggregate(TimeSpan.Zero, (sum, child) => sum + child.CpuTime);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (subject.Server is { } server)
        {
            _server = await ChildProcess.StartAsync(server, null, cancellationToken);
        }

        if (subject.WorkFile is { } writer)
        {
            _workFile = await WorkFile.WriteAsync(writer, cancellationToken);
        }

        int processes = subject.HasProcessPerCaller ? subject.CallerCounts.Max() : 1;
        while (_clients.Count < processes)
        {
            _clients.Add(await ChildProcess.StartAsync(subject.Client, _server?.ReadyText ?? _workFile?.Path, cancellationToken));
        }
    }

    /// <summary>Calls with each number of callers in turn until there were enough calls.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        TimeSpan spent = TimeSpan.Zero;
        while (WarmUpCalls < subject.WarmUpCalls && spent < WarmUpLimit)
        {
            foreach (int callers in subject.CallerCounts)
            {
                RunReport[] reports = await RunAsync(callers, TimeSpan.Zero, WarmUpWindow, cancellationToken);
                WarmUpCalls += reports.Sum(report => report.AllCalls);
                spent += WarmUpWindow;
            }
        }
    }

    public async Task<Sample> MeasureAsync(int callers, TimeSpan window, CancellationToken cancellationToken)
    {
        TimeSpan before = CpuTime;
        RunReport[] reports = await RunAsync(callers, Settle, window, cancellationToken);
        return Sample.From(reports, CpuTime - before, LoadAverage.OfOneMinute());
    }

    public async ValueTask DisposeAsync()
    {
        // Clients first, so that no server is missed by a call.
        await Task.WhenAll(_clients.Select(client => client.DisposeAsync().AsTask()));
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workFile?.Dispose();
    }

    private async Task<RunReport[]> RunAsync(int callers, TimeSpan settle, TimeSpan window, CancellationToken cancellationToken)
    {
        int processes = subject.HasProcessPerCaller ? callers : 1;
        string command = new RunCommand(callers / processes, settle, window).ToString();
        string[] answers = await Task.WhenAll(_clients.Take(processes)
            .Select(client => client.AskAsync(command, settle + window + Patience, cancellationToken)));
        return [.. answers.Select(answer => JsonSerializer.Deserialize<RunReport>(answer, JsonSerializerOptions.Web)
            ?? throw new LoadTestException($"A client of '{subject.Name}' answered null."))];
    }
}
