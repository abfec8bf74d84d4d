using System.Globalization;
using Ringleader.Jobs;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>Everything that the scene <c>jobs</c> found out on one store, to be shown and checked.</summary>
internal sealed record TranscodingOutcome
{
    /// <summary>How much later than its lease allows a job may be taken over: time for a sweep and for a busy machine.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>How the store is called.</summary>
    public required string Store { get; init; }

    /// <summary>All files that there are.</summary>
    public required IReadOnlyList<InputFile> Expected { get; init; }

    /// <summary>What became of the files that had a job.</summary>
    public required IReadOnlyList<FileOutcome> Files { get; init; }

    /// <summary>The job of the file that is not there, at the end.</summary>
    public required JobSnapshot Missing { get; init; }

    /// <summary>That file.</summary>
    public required string MissingPath { get; init; }

    /// <summary>The jobs of the schedule, at the end.</summary>
    public required IReadOnlyList<JobSnapshot> Ticks { get; init; }

    /// <summary>The last instant for which the schedule fired.</summary>
    public required DateTimeOffset? LastTick { get; init; }

    /// <summary>Between which instants, by the store's clock, the schedule was made.</summary>
    public required (DateTimeOffset After, DateTimeOffset Before) Scheduled { get; init; }

    /// <summary>What the workers did.</summary>
    public required IReadOnlyList<Attempt> Attempts { get; init; }

    /// <summary>The worker that was killed.</summary>
    public required string Victim { get; init; }

    /// <summary>When it was gone, by the machine's steady clock.</summary>
    public required TimeSpan KilledAt { get; init; }

    /// <summary>What the killed worker had in its hands.</summary>
    public IReadOnlyList<Attempt> Held => [.. Attempts.Where(attempt => attempt.End is null && IsVictim(attempt.Worker))];

    /// <summary>How long after the worker's death another one had the last of its jobs; null when nobody took one of them.</summary>
    public TimeSpan? TakenOverAfter
    {
        get
        {
            List<Attempt?> next = [.. Held.Select(held => Attempts.FirstOrDefault(attempt => attempt.Job == held.Job && attempt.Term > held.Term))];
            return next.Count == 0 || next.Contains(null) ? null : next.Max(static attempt => attempt!.Begin) - KilledAt; // none is null
        }
    }

    /// <summary>How many files the living workers did, without those that were first in the victim's hands, and in which time.</summary>
    public (int Files, TimeSpan Time) Shared
    {
        get
        {
            var files = Files.Select(static file => file.Job.Id).Except(Held.Select(static held => held.Job)).ToHashSet();
            List<Attempt> attempts = [.. Attempts.Where(attempt => files.Contains(attempt.Job) && !IsVictim(attempt.Worker) && attempt.End is not null)];
            return attempts.Count == 0
                ? (0, TimeSpan.Zero)
                : (attempts.Count, attempts.Max(static attempt => attempt.End!.Value) - attempts.Min(static attempt => attempt.Begin)); // all have ended
        }
    }

    /// <summary>Whether all is as it should be.</summary>
    public IReadOnlyList<SceneCheck> Check() =>
    [
        new(Claim($"Every file was done: words, SHA-256 and bytes are what this process finds"), IsEveryFileRight()),
        new(Claim($"No job was in the hands of two living workers at a time"), !WereTwoAtOnce()),
        new(Claim($"The files that were given out first are urgent ones"), IsUrgentFirst()),
        new(Claim($"The file that is not there was tried {TranscodingJobs.MaxAttempts} times, and is kept as failed with its name in the error"), IsMissingFailed()),
        new(Claim($"The schedule fired once for each second, and each of its jobs ran once"), IsTickOnce()),
        new(Claim($"The jobs of {Victim} were done by others, without an attempt lost, {TakenOverAfter?.TotalSeconds ?? double.NaN:0.0} s after its death"), IsRescued()),
    ];

    private bool IsEveryFileRight() =>
        Files.Count == Expected.Count
        && Files.All(static file => file.IsRight && file.Job.State == JobState.Succeeded)
        && Files.Select(static file => file.File).ToHashSet().SetEquals(Expected);

    /// <summary>A worker that was killed had its jobs in its hands until then; another that never let go, for ever.</summary>
    private bool WereTwoAtOnce() => Attempts.GroupBy(static attempt => attempt.Job).Any(attempts =>
    {
        List<Attempt> inOrder = [.. attempts.OrderBy(static attempt => attempt.Begin)];
        return inOrder.Zip(inOrder.Skip(1)).Any(pair => (pair.First.End ?? (IsVictim(pair.First.Worker) ? KilledAt : TimeSpan.MaxValue)) > pair.Second.Begin);
    });

    /// <summary>
    /// Terms grow with each claim. The first claim brings as many jobs as a worker has slots, and nobody else claims at that time. What comes
    /// later tells less: a worker claims ahead, and gives back what it cannot begin soon, so that an urgent file may have had an earlier term.
    /// </summary>
    private bool IsUrgentFirst()
    {
        var files = Files.ToDictionary(static file => file.Job.Id, static file => file.File);
        List<Attempt> first = [.. Attempts.Where(attempt => files.ContainsKey(attempt.Job)).OrderBy(static attempt => attempt.Term)
            .DistinctBy(static attempt => attempt.Job).Take(TranscodingJobs.Slots)];
        return first.Count == TranscodingJobs.Slots && first.TrueForAll(attempt => files[attempt.Job].IsUrgent);
    }

    /// <summary>An attempt that a worker had to break off, since it had lost its lease, is none that counts: there may be more than were counted.</summary>
    private bool IsMissingFailed() =>
        Missing is { State: JobState.Failed, Attempts: TranscodingJobs.MaxAttempts, LastError: { } error }
        && error.Message.Contains(MissingPath, StringComparison.Ordinal)
        && Attempts.Count(attempt => attempt.Job == Missing.Id) >= TranscodingJobs.MaxAttempts;

    /// <summary>How many full seconds there were is known exactly, unless one began in the very moment in which the schedule was made.</summary>
    private bool IsTickOnce() =>
        LastTick is { } last
        && Ticks.Count >= Math.Max(1, last.ToUnixTimeSeconds() - Scheduled.Before.ToUnixTimeSeconds())
        && Ticks.Count <= last.ToUnixTimeSeconds() - Scheduled.After.ToUnixTimeSeconds()
        && Ticks.All(tick => tick.State == JobState.Succeeded && WasRunOnce(tick.Id));

    /// <summary>Not counting what the victim did not end.</summary>
    private bool WasRunOnce(JobId id) => Attempts.Count(attempt => attempt.Job == id && (attempt.End is not null || !IsVictim(attempt.Worker))) == 1;

    private bool IsRescued() =>
        TakenOverAfter is { } after
        && after <= TranscodingJobs.Lease + Grace
        && Held.All(held => Files.Any(file => file.Job.Id == held.Job && file.Job is { State: JobState.Succeeded, Attempts: 1, Crashes: <= 1 } && !IsVictim(file.Job.Worker)));

    private bool IsVictim(string? worker) => string.Equals(worker, Victim, StringComparison.Ordinal);

    private string Claim(FormattableString text) => $"{Store}: {text.ToString(CultureInfo.InvariantCulture)}";
}
