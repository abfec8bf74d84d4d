using Ringleader.LoadTests.Driving;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>The subjects of <c>./bench jobs</c>.</summary>
internal static class JobsSubjects
{
    public const string PostgreSql = "postgresql";
    public const string PostgreSqlLean = "postgresql-lean";
    public const string PostgreSqlCrowded = "postgresql-crowded";
    public const string PostgreSqlIdle = "postgresql-idle";
    public const string Graphile = "graphile";
    public const string GraphileBatched = "graphile-batched";
    public const string PgBoss = "pg-boss";
    public const string Quartz = "quartz";
    public const string Sqlite = "sqlite";
    public const string SqlitePlain = "sqlite-plain";
    public const string DelayedJob = "delayed-job";
    public const string Memory = "memory";
    public const string QuartzMemory = "quartz-memory";

    public static IReadOnlyList<JobsSubject> All { get; } =
    [
        Role(PostgreSql, "jobs-postgresql", JobsPlace.PostgreSql),
        Role(PostgreSqlLean, "jobs-postgresql-lean", JobsPlace.PostgreSql),
        Role(PostgreSqlCrowded, "jobs-postgresql", JobsPlace.PostgreSql) with { Crowd = JobsCrowd.Script },
        Node(Graphile, "graphile.mjs", "default"),
        Node(GraphileBatched, "graphile.mjs", "batched"),
        Node(PgBoss, "pgboss.mjs"),
        Role(Quartz, "quartz-postgresql", JobsPlace.PostgreSql),
        Role(Sqlite, "jobs-sqlite", JobsPlace.File),
        Role(SqlitePlain, "sqlite-plain", JobsPlace.File),
        new() { Name = DelayedJob, Process = ProcessRecipe.Peer(ProcessRecipe.RubyProgram, "delayed_job.rb"), Place = JobsPlace.File },
        Role(Memory, "jobs-memory", JobsPlace.Memory),
        Role(QuartzMemory, "quartz-memory", JobsPlace.Memory),
    ];

    /// <summary>Has no trials: what it does without work is counted.</summary>
    public static JobsSubject Idler { get; } = Role(PostgreSqlIdle, "jobs-postgresql", JobsPlace.PostgreSql) with { CountsStatements = true };

    private static JobsSubject Role(string name, string role, JobsPlace place) =>
        new() { Name = name, Process = ProcessRecipe.Role(role), Place = place };

    // The mode follows the place, which is the last argument of all others.
    private static JobsSubject Node(string name, string script, params string[] mode) =>
        new() { Name = name, Process = ProcessRecipe.Peer(ProcessRecipe.NodeProgram, script, mode), Place = JobsPlace.PostgreSqlUrl };
}
