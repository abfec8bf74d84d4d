using System.Globalization;
using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>Jobs as the words that people read.</summary>
internal static class JobText
{
    /// <summary>Above the columns of <see cref="Row"/>.</summary>
    public static readonly IReadOnlyList<string> Header = ["ID", "STATE", "KIND", "QUEUE", "PRIORITY", "TRIES", "AGE", ""];

    /// <summary>One job in one line; the last column says what matters in its state.</summary>
    public static IReadOnlyList<string> Row(JobSnapshot job, DateTimeOffset now) =>
    [
        job.Id.ToString(),
        JobStates.NameOf(job.State),
        job.Kind,
        job.Queue,
        Number(job.Priority),
        Tries(job),
        Age.Of(now - job.EnqueuedAt),
        Remark(job, now),
    ];

    /// <summary>All of a job, a name and a value a line; what it does not have is left out.</summary>
    public static IEnumerable<(string Name, string? Value)> Details(JobSnapshot job, DateTimeOffset now)
    {
        yield return ("job", job.Id.ToString());
        yield return ("kind", job.Version == 1 ? job.Kind : string.Create(CultureInfo.InvariantCulture, $"{job.Kind}, version {job.Version}"));
        yield return ("state", JobStates.NameOf(job.State));
        yield return ("queue", job.Queue);
        yield return ("priority", Number(job.Priority));
        yield return ("tries", Tries(job));
        yield return ("crashes", job.Crashes == 0 ? null : Number(job.Crashes));
        yield return ("enqueued", When(job.EnqueuedAt, now));
        yield return ("run at", job.RunAt == job.EnqueuedAt ? null : When(job.RunAt, now));
        yield return ("ended", job.EndedAt is { } ended ? When(ended, now) : null);
        yield return ("worker", job.Worker);
        yield return ("term", job.Term == 0 ? null : Number(job.Term));
        yield return ("progress", Progress(job));
        yield return ("unique", job.UniqueKey);
        yield return ("group", job.Group);
        yield return ("limit key", job.LimitKey);
        yield return ("tags", job.Tags.Count == 0 ? null : string.Join(", ", job.Tags));
        yield return ("batch", job.BatchId is { } batch ? Number(batch) : null);
        yield return ("arguments", job.Arguments);
        yield return ("result", job.Result);
        yield return ("error", job.LastError is { } error ? $"{error.Type}: {error.Message}" : null);
        yield return ("failed at", job.LastError is { } last && last.At != job.EndedAt ? When(last.At, now) : null);
    }

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>An instant, and how far it is from now.</summary>
    public static string When(DateTimeOffset instant, DateTimeOffset now) => $"{Of(instant)}, {Distance(instant, now)}";

    /// <summary><c>in 4m</c> or <c>3h ago</c>.</summary>
    public static string Distance(DateTimeOffset instant, DateTimeOffset now) => instant > now ? $"in {Age.Of(instant - now)}" : $"{Age.Of(now - instant)} ago";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Tries(JobSnapshot job) => string.Create(CultureInfo.InvariantCulture, $"{job.Attempts}/{job.MaxAttempts}");

    private static string? Progress(JobSnapshot job) => (job.Progress, job.Note) switch
    {
        (null, var note) => note,
        ({ } progress, null) => Percent(progress),
        ({ } progress, var note) => $"{Percent(progress)}, {note}",
    };

    private static string Percent(double progress) => string.Create(CultureInfo.InvariantCulture, $"{progress * 100:0} %");

    private static string Remark(JobSnapshot job, DateTimeOffset now) => job switch
    {
        { State: JobState.Scheduled } => Distance(job.RunAt, now),
        { State: JobState.RetryScheduled } => $"{Distance(job.RunAt, now)}; {job.LastError?.Message}",
        { State: JobState.Running } => string.Join("; ", new[] { Progress(job), job.Worker }.Where(static part => part is not null)),
        { State: JobState.Failed, LastError: { } error } => $"{error.Type}: {error.Message}",
        _ => "",
    };
}
