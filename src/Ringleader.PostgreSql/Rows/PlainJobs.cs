using NpgsqlTypes;
using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Rows;

/// <summary>Plain jobs, column by column: those that take part in nothing that concerns other jobs.</summary>
internal static class PlainJobs
{
    public static bool IsPlain(NewJob job) =>
        job is { Unique: null, Group: null, LimitKey: null } && job.After.Count == 0 && job.AfterPlaces.Count == 0;

    /// <param name="jobs">The jobs.</param>
    /// <param name="kinds">The numbers of their kinds.</param>
    /// <param name="queues">The numbers of their queues.</param>
    /// <param name="channel">Where to tell those who idle, with the commit; null not to.</param>
    public static StoreCall ToCall(IReadOnlyList<NewJob> jobs, int[] kinds, int[] queues, string? channel) => new StoreCall("enqueue_plain")
        .With(Tokens(jobs), NpgsqlDbType.Array | NpgsqlDbType.Uuid)
        .With(kinds)
        .With(queues)
        .With(Column(jobs, job => job.Priority))
        .With(Column(jobs, job => job.Version))
        .With(Column(jobs, job => job.MaxAttempts))
        .With(Column(jobs, job => job.RunAt is { } runAt ? Durations.ToInstant(runAt) : (DateTime?)null), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz)
        .With(Column(jobs, job => Durations.ToMicroseconds(job.Delay)), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
        .With(Column(jobs, job => Durations.ToMicroseconds(job.TimeLimit)), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
        .With(Column(jobs, job => Durations.ToMicroseconds(job.KeepResult)), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
        .With(Column(jobs, job => Durations.ToMicroseconds(job.KeepFailed)), NpgsqlDbType.Array | NpgsqlDbType.Bigint)
        .With(Column(jobs, job => job.Tags.Count == 0 ? null : TextArray.Write(job.Tags)))
        .With(Column(jobs, job => job.TraceParent))
        .With(Column(jobs, job => job.Arguments.ToArray()), NpgsqlDbType.Array | NpgsqlDbType.Bytea)
        .With(channel);

    /// <summary>The tokens of jobs; null when none has any.</summary>
    public static Guid?[]? Tokens(IReadOnlyList<NewJob> jobs) => jobs.Any(job => job.Token is not null) ? Column(jobs, job => job.Token) : null;

    private static T[] Column<T>(IReadOnlyList<NewJob> jobs, Func<NewJob, T> value)
    {
        var column = new T[jobs.Count];
        for (var place = 0; place < column.Length; place++)
        {
            column[place] = value(jobs[place]);
        }

        return column;
    }
}
