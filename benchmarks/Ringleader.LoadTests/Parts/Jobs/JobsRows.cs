using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>The rows of <c>./bench jobs</c> and what each has to reach.</summary>
internal static class JobsRows
{
    public const string Idle = "idle";

    // A rate does not depend on the number of jobs, so who is slow gets fewer: a round would take minutes otherwise.
    private const int Jobs = 20_000;
    private const int OfQuartz = 500;
    private const int OfDelayedJob = 500;
    private const int InMemory = 400_000;
    private const int OfQuartzInMemory = 100_000;
    private const int Enqueues = 8_000;
    private const int EnqueuesInFile = 16_000;
    private const int InCalls = 100_000;
    private const int Starts = 50;

    private const int PauseBeforeStart = 30;
    private const int JobsPerCall = 1_000;
    private const int SqliteCallers = 16;

    // The heartbeat, and what the server itself writes while it knows that somebody wrote.
    private const int MostStatementsPerSecond = 2;
    private const int MostWritingStatements = 1;
    private const int MostWalPerBeat = 1_000;

    public static IReadOnlyList<JobsRow> All { get; } =
    [
        .. Drains(10),
        .. Drains(50),
        Rate(
            "enqueue-graphile",
            "enqueue one at a time, 10 callers, PostgreSQL / graphile-worker",
            Enqueue(JobsSubjects.PostgreSql, 10),
            Enqueue(JobsSubjects.GraphileBatched, 10),
            RatioLimit.AtLeast(5)),
        Rate(
            "enqueue-pg-boss",
            "enqueue one at a time, 10 callers, PostgreSQL / pg-boss without notify",
            Enqueue(JobsSubjects.PostgreSql, 10),
            Enqueue(JobsSubjects.PgBoss, 10),
            RatioLimit.AtLeast(3)),
        Rate(
            "enqueue-many",
            "enqueue 1,000 a call, PostgreSQL / graphile-worker",
            new(JobsSubjects.PostgreSql, Operation.EnqueueMany, InCalls, JobsPerCall),
            new(JobsSubjects.GraphileBatched, Operation.EnqueueMany, InCalls, JobsPerCall),
            RatioLimit.AtLeast(2)),
        new(
            "start",
            "enqueue → start, idle worker, PostgreSQL, p50 / graphile-worker",
            new(JobsSubjects.PostgreSql, Operation.Start, Starts, PauseBeforeStart),
            new(JobsSubjects.Graphile, Operation.Start, Starts, PauseBeforeStart),
            Figure.StartTime,
            RatioLimit.AtMost(0.5)),
        new(
            "wal",
            "WAL per job over its whole life, in batches, without history / graphile-worker batched",
            Drain(JobsSubjects.PostgreSqlLean, 10),
            Drain(JobsSubjects.GraphileBatched, 10),
            Figure.WalBytes,
            RatioLimit.AtMost(0.9)),
        Rate(
            "crowded",
            "drain beside 1,000,000 scheduled, 100,000 failed and 1,000,000 succeeded jobs, PostgreSQL / ourselves without them",
            Drain(JobsSubjects.PostgreSqlCrowded, 10),
            Drain(JobsSubjects.PostgreSql, 10),
            RatioLimit.AtLeast(0.9)),
        Rate(
            "sqlite-enqueue",
            "durable enqueue, 16 callers, SQLite / one commit per enqueue, plain ADO.NET",
            new(JobsSubjects.Sqlite, Operation.Enqueue, EnqueuesInFile, SqliteCallers),
            new(JobsSubjects.SqlitePlain, Operation.Enqueue, EnqueuesInFile, SqliteCallers),
            RatioLimit.AtLeast(8)),
        Rate(
            "sqlite-drain",
            "drain, SQLite / Delayed Job",
            Drain(JobsSubjects.Sqlite, 10),
            new(JobsSubjects.DelayedJob, Operation.Drain, OfDelayedJob, 1),
            RatioLimit.AtLeast(50)),
        Rate(
            "memory-drain",
            "drain, in memory / Quartz RAM store",
            new(JobsSubjects.Memory, Operation.Drain, InMemory, 10),
            new(JobsSubjects.QuartzMemory, Operation.Drain, OfQuartzInMemory, 10),
            RatioLimit.AtLeast(10)),
    ];

    /// <summary>The names that rows can be chosen by.</summary>
    public static IEnumerable<string> Names => All.Select(row => row.Name).Append(Idle);

    public static IReadOnlyList<LimitRow> OfIdle(IReadOnlyCollection<IdleSample> rounds) => rounds.Count == 0
        ? []
        :
        [
            new("statements per second", Median.Of(rounds.Select(round => round.StatementsPerSecond)), MostStatementsPerSecond),
            new("different statements that write: the heartbeat", Median.Of(rounds.Select(round => round.WritingStatements)), MostWritingStatements),
            new("WAL between two heartbeats, bytes", Median.Of(rounds.Select(round => round.WalBytesPerBeat)), MostWalPerBeat),
        ];

    private static IEnumerable<JobsRow> Drains(int slots) =>
    [
        Rate(
            $"drain-graphile-{slots}",
            $"drain, PostgreSQL, {slots} at a time / graphile-worker",
            Drain(JobsSubjects.PostgreSql, slots),
            Drain(JobsSubjects.Graphile, slots),
            RatioLimit.AtLeast(10)),
        Rate(
            $"drain-quartz-{slots}",
            $"drain, PostgreSQL, {slots} at a time / Quartz, clustered",
            Drain(JobsSubjects.PostgreSql, slots),
            new(JobsSubjects.Quartz, Operation.Drain, OfQuartz, slots),
            RatioLimit.AtLeast(50)),
        Rate(
            $"drain-batched-{slots}",
            $"drain, PostgreSQL, {slots} at a time / graphile-worker tuned: local queue 500, batched completion",
            Drain(JobsSubjects.PostgreSql, slots),
            Drain(JobsSubjects.GraphileBatched, slots),
            RatioLimit.AtLeast(1.5, aim: 2)),
    ];

    private static JobsRow Rate(string name, string measure, Trial ours, Trial peer, RatioLimit limit) =>
        new(name, measure, ours, peer, Figure.JobsPerSecond, limit);

    private static Trial Drain(string subject, int slots) => new(subject, Operation.Drain, Jobs, slots);

    private static Trial Enqueue(string subject, int callers) => new(subject, Operation.Enqueue, Enqueues, callers);
}
