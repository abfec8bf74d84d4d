using System.Text;
using Npgsql;
using Ringleader.Jobs;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Rows;

/// <summary>A row of the view <c>snapshot</c>, whose names are still numbers.</summary>
internal sealed record SnapshotRow(JobSnapshot Job, int Kind, int Queue)
{
    public static SnapshotRow Read(NpgsqlDataReader row) => new(
        new JobSnapshot
        {
            Id = new(row.GetInt64(row.GetOrdinal("id"))),
            Kind = "",
            Queue = "",
            Version = row.GetInt32(row.GetOrdinal("version")),
            Arguments = Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(row.GetOrdinal("arguments"))),
            State = (JobState)row.GetInt16(row.GetOrdinal("state")),
            Priority = row.GetInt32(row.GetOrdinal("priority")),
            Attempts = row.GetInt32(row.GetOrdinal("attempts")),
            MaxAttempts = row.GetInt32(row.GetOrdinal("max_attempts")),
            Crashes = row.GetInt16(row.GetOrdinal("crashes")),
            EnqueuedAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("enqueued_at")),
            RunAt = row.GetFieldValue<DateTimeOffset>(row.GetOrdinal("due")),
            EndedAt = Value<DateTimeOffset>(row, "ended_at"),
            Worker = Text(row, "worker"),
            Term = row.GetInt64(row.GetOrdinal("term")),
            Progress = Value<double>(row, "progress"),
            Note = Text(row, "note"),
            Result = Bytes(row, "result") is { } result ? Encoding.UTF8.GetString(result) : null,
            LastError = Text(row, "error_type") is { } type
                ? new(type, Text(row, "error_message") ?? "", Text(row, "error_stack"), Value<DateTimeOffset>(row, "error_at") ?? default)
                : null,
            UniqueKey = Text(row, "unique_key"),
            Group = Text(row, "group_name"),
            LimitKey = Text(row, "limit_key"),
            Tags = row.IsDBNull(row.GetOrdinal("tags")) ? [] : row.GetFieldValue<string[]>(row.GetOrdinal("tags")),
            BatchId = Value<long>(row, "batch"),
        },
        row.GetInt32(row.GetOrdinal("kind")),
        row.GetInt32(row.GetOrdinal("queue")));

    public async ValueTask<JobSnapshot> NameAsync(Names kinds, Names queues, CancellationToken cancellationToken) => Job with
    {
        Kind = await kinds.GetNameAsync(Kind, cancellationToken).ConfigureAwait(false),
        Queue = await queues.GetNameAsync(Queue, cancellationToken).ConfigureAwait(false),
    };

    private static string? Text(NpgsqlDataReader row, string column) => row.IsDBNull(row.GetOrdinal(column)) ? null : row.GetString(row.GetOrdinal(column));

    private static byte[]? Bytes(NpgsqlDataReader row, string column) => row.IsDBNull(row.GetOrdinal(column)) ? null : row.GetFieldValue<byte[]>(row.GetOrdinal(column));

    private static T? Value<T>(NpgsqlDataReader row, string column)
        where T : struct => row.IsDBNull(row.GetOrdinal(column)) ? null : row.GetFieldValue<T>(row.GetOrdinal(column));
}
