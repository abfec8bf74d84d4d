using System.Text.Json;
using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Roles;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>The process of one subject, alive and idle between its trials, and its place for jobs.</summary>
/// <param name="subject">Which.</param>
/// <param name="server">The database server; null when nothing of the run is on it.</param>
/// <param name="folder">Where files may be made.</param>
internal sealed class RunningJobsSubject(JobsSubject subject, PostgreSqlMeter? server, DirectoryInfo folder) : IAsyncDisposable
{
    // A trial that takes longer has hung: the slowest takes half a minute on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // Whatever follows the start of a worker is over by then. Beats come every five seconds, so two of them are in the window.
    private static readonly TimeSpan IdleSettle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleWindow = 2 * Beat;
    private const int IdleSlots = 10;

    private ChildProcess? _process;

    public JobsSubject Subject => subject;

    /// <summary>What the process says that it is, once it has started.</summary>
    public string Version => Process.ReadyText;

    private ChildProcess Process => _process ?? throw new InvalidOperationException($"'{subject.Name}' was not started.");

    private PostgreSqlMeter? Server => subject.IsOnPostgreSql ? server : null;

    private TimeSpan CpuTime => Process.CpuTime + (Server?.CpuTime ?? TimeSpan.Zero);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Server is not null)
        {
            await Server.CreateDatabaseAsync(subject.Name, subject.CountsStatements, cancellationToken);
        }

        string? place = subject.Place switch
        {
            JobsPlace.File => Path.Combine(folder.FullName, $"{subject.Name}.db"),
            JobsPlace.PostgreSql => Server!.ConnectionString(subject.Name), // Made above.
            JobsPlace.PostgreSqlUrl => Server!.Url(subject.Name),
            _ => null,
        };
        _process = await ChildProcess.StartAsync(subject.Process, place, cancellationToken);
        if (subject.Crowd is { } crowd)
        {
            await Server!.RunAsync(subject.Name, crowd, cancellationToken);
        }
    }

    /// <summary>Makes a trial, with what belongs before and after it.</summary>
    public async Task<TrialSample> MeasureAsync(Trial trial, CancellationToken cancellationToken)
    {
        await (Server?.VacuumAsync(subject.Name, cancellationToken) ?? Task.CompletedTask);
        long? walBefore = await ReadWalAsync(cancellationToken);
        if (trial.Preparation is { } preparation)
        {
            await AskAsync(preparation, cancellationToken);
        }

        TimeSpan cpuBefore = CpuTime;
        TrialAnswer answer = await AskAsync(trial.Command, cancellationToken);
        TimeSpan cpuTime = CpuTime - cpuBefore;
        long? walBytes = await ReadWalAsync(cancellationToken) - walBefore;
        if (trial.CleanUp is { } cleanUp)
        {
            await AskAsync(cleanUp, cancellationToken);
        }

        return TrialSample.From(trial, answer, cpuTime, walBytes, LoadAverage.OfOneMinute());
    }

    /// <summary>Has a worker wait for work that does not come, and counts what it sends to the database.</summary>
    public async Task<IdleSample> IdleAsync(CancellationToken cancellationToken)
    {
        PostgreSqlMeter server = Server ?? throw new InvalidOperationException($"'{subject.Name}' sends nothing to a database server.");
        await AskAsync(new TrialCommand("idle", Size: IdleSlots), cancellationToken);
        await server.VacuumAsync(subject.Name, cancellationToken);
        await Task.Delay(IdleSettle, cancellationToken);
        await server.ForgetStatementsAsync(cancellationToken);
        long walBefore = await server.GetWalPositionAsync(cancellationToken);
        await Task.Delay(IdleWindow, cancellationToken);
        long walBytes = await server.GetWalPositionAsync(cancellationToken) - walBefore;
        (long sent, long writing) = await server.CountStatementsAsync(subject.Name, cancellationToken);
        await AskAsync(new TrialCommand("rest"), cancellationToken);
        return new IdleSample(sent / IdleWindow.TotalSeconds, writing, walBytes * (Beat / IdleWindow));
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<long?> ReadWalAsync(CancellationToken cancellationToken) =>
        Server is null ? null : await Server.GetWalPositionAsync(cancellationToken);

    private async Task<TrialAnswer> AskAsync(TrialCommand command, CancellationToken cancellationToken)
    {
        string answer = await Process.AskAsync(command.ToString(), Patience, cancellationToken);
        return JsonSerializer.Deserialize<TrialAnswer>(answer, JsonSerializerOptions.Web)
            ?? throw new LoadTestException($"'{subject.Name}' answered null.");
    }
}
