using System.Globalization;
using System.Text.Json;
using Ringleader.Cli.Demo.Processes;
using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>What happens in the scene <c>jobs</c> on one store, act by act.</summary>
/// <param name="crew">All processes.</param>
/// <param name="workers">Those that do the jobs.</param>
/// <param name="store">Where the jobs are.</param>
/// <param name="jobs">This process as a client of it.</param>
/// <param name="input">The files.</param>
/// <param name="output">Where the compressed files go.</param>
internal sealed class TranscodingPlay(Crew crew, TranscodingCrew workers, IJobStore store, JobClient jobs, InputFolder input, string output)
{
    private const string VictimName = "dotnet-2";

    /// <summary>The file that the victim stops at: it has done one by then.</summary>
    private const int StopAt = 2;

    /// <summary>How often the schedule has to fire.</summary>
    private const int MinTicks = 3;

    private const int MostJobs = 1000;
    private static readonly string[] Names = ["dotnet-1", VictimName, "dotnet-3"];
    private static readonly JobFilter Files = new() { Kinds = [TranscodeJob.Kind] };
    private static readonly JobFilter Ticks = new() { Kinds = [TickJob.Kind] };
    private readonly Dictionary<JobId, InputFile> _files = [];
    private ChildProcess? _victim;
    private TimeSpan _killedAt;
    private DateTimeOffset _notScheduledAt;
    private DateTimeOffset _scheduledAt;
    private JobId _missing;

    /// <summary>How many files there are to do, the one that is not there among them.</summary>
    public int Total => input.Files.Count + 1;

    /// <summary>A file that is surely not there.</summary>
    private string MissingPath => Path.Combine(output, "no-such-file.txt");

    /// <summary>Takes in all that is to be done, before there is anybody to do it: the urgent files last.</summary>
    public async Task EnqueueAsync(CancellationToken cancellationToken)
    {
        foreach (var part in input.Files.GroupBy(static file => file.IsUrgent).OrderBy(static part => part.Key))
        {
            InputFile[] files = [.. part];
            var options = new JobOptions { Priority = part.Key ? TranscodingJobs.UrgentPriority : 0, MaxAttempts = TranscodingJobs.MaxAttempts };
            var receipts = await jobs.EnqueueAllAsync(files.Select(file => new TranscodeJob(file.Path, TargetOf(file))), options, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < files.Length; i++)
            {
                _files.Add(receipts[i].Id, files[i]);
            }
        }

        var missing = await jobs.EnqueueAsync(
            new TranscodeJob(MissingPath, MissingPath + ".gz"), new JobOptions { MaxAttempts = TranscodingJobs.MaxAttempts }, cancellationToken).ConfigureAwait(false);
        _missing = missing.Id;
        _notScheduledAt = await store.GetTimeAsync(cancellationToken).ConfigureAwait(false);
        await jobs.ScheduleAsync(
            TickJob.Schedule, Schedule.Every(TickJob.Interval), new TickJob(), MissedFires.RunAll(MissedFires.LargestCount), cancellationToken: cancellationToken).ConfigureAwait(false);
        _scheduledAt = await store.GetTimeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts the workers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await workers.StartAsync(Names, VictimName, StopAt, cancellationToken).ConfigureAwait(false);
        _victim = workers.Workers.Single(static worker => string.Equals(worker.Name, VictimName, StringComparison.Ordinal));
    }

    /// <summary>Lets one work until it stops with files in its hands and the others are at work, and kills it there.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        var victim = _victim ?? throw new InvalidOperationException("Start the workers first.");
        await workers.BeginAsync(victim, cancellationToken).ConfigureAwait(false);
        await workers.BeginOthersAsync(victim).ConfigureAwait(false);
        _killedAt = await workers.KillAsync(victim, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the others do the rest.</summary>
    public async Task FinishAsync(Action<int> show, CancellationToken cancellationToken)
    {
        await crew.FollowAsync(Total, stop => CountAsync(Ended(Files), stop), show, cancellationToken).ConfigureAwait(false);
        await crew.FollowAsync(MinTicks, async stop => Math.Min(MinTicks, await CountAsync(Ticks, stop).ConfigureAwait(false)), static _ => { }, cancellationToken).ConfigureAwait(false);
        await jobs.PauseScheduleAsync(TickJob.Schedule, cancellationToken).ConfigureAwait(false);
        var ticks = await CountAsync(Ticks, cancellationToken).ConfigureAwait(false);
        await crew.FollowAsync(ticks, stop => CountAsync(Ended(Ticks), stop), static _ => { }, cancellationToken).ConfigureAwait(false);
        await workers.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks at what has become of everything.</summary>
    public async Task<TranscodingOutcome> ConcludeAsync(TranscodingStore place, CancellationToken cancellationToken)
    {
        var all = await jobs.ListAsync(Files, before: null, MostJobs, cancellationToken).ConfigureAwait(false);
        var files = new List<FileOutcome>();
        foreach (var job in all.Where(job => job.Id != _missing))
        {
            files.Add(await ConcludeAsync(job, cancellationToken).ConfigureAwait(false));
        }

        var schedules = await jobs.ListSchedulesAsync(cancellationToken).ConfigureAwait(false);
        return new TranscodingOutcome
        {
            Store = place.Name,
            Expected = input.Files,
            Files = files,
            Missing = all.Single(job => job.Id == _missing),
            MissingPath = MissingPath,
            Ticks = await jobs.ListAsync(Ticks, before: null, MostJobs, cancellationToken).ConfigureAwait(false),
            LastTick = schedules.Single().Last,
            Scheduled = (_notScheduledAt, _scheduledAt),
            Attempts = workers.Attempts,
            Victim = VictimName,
            KilledAt = _killedAt,
        };
    }

    private async Task<FileOutcome> ConcludeAsync(JobSnapshot job, CancellationToken cancellationToken)
    {
        var file = _files[job.Id];
        var result = job.Result is null ? null : JsonSerializer.Deserialize(job.Result, TranscodingJson.Default.TranscodedFile);
        var isRight = result is not null && await TranscodingAudit.IsRightAsync(file.Path, TargetOf(file), result, cancellationToken).ConfigureAwait(false);
        return new FileOutcome(file, job, result, isRight);
    }

    private static JobFilter Ended(JobFilter filter) => filter with { States = [JobState.Succeeded, JobState.Failed, JobState.Cancelled] };

    private async Task<int> CountAsync(JobFilter filter, CancellationToken cancellationToken) =>
        (int)await jobs.CountAsync(filter, cancellationToken).ConfigureAwait(false);

    private string TargetOf(InputFile file) => Path.Combine(output, string.Create(CultureInfo.InvariantCulture, $"{file.Number}.gz"));
}
