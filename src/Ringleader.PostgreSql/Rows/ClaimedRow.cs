using System.Collections.ObjectModel;
using System.Text.Json;
using Npgsql;
using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Rows;

/// <summary>A row that a claim brings, whose names are still numbers.</summary>
internal sealed record ClaimedRow(ClaimedJob Job, int Kind, int Queue, int Rank)
{
    public static ClaimedRow Read(NpgsqlDataReader row) => new(
        new ClaimedJob
        {
            Id = new(row.GetInt64(0)),
            Term = row.GetInt64(1),
            Kind = "",
            Version = row.GetInt32(3),
            Queue = "",
            Attempt = row.GetInt32(5),
            MaxAttempts = row.GetInt32(6),
            Crashes = row.GetInt32(7),
            TimeLimit = row.IsDBNull(8) ? null : Durations.FromMicroseconds(row.GetInt64(8)),
            Waited = row.GetTimeSpan(10),
            Arguments = row.GetFieldValue<byte[]>(11),
            Tags = row.IsDBNull(12) ? [] : row.GetFieldValue<string[]>(12),
            State = row.IsDBNull(13) ? ReadOnlyDictionary<string, string>.Empty : ReadState(row.GetString(13)),
            IsSuspect = row.GetBoolean(15),
            TraceParent = row.IsDBNull(14) ? null : row.GetString(14),
        },
        row.GetInt32(2),
        row.GetInt32(4),
        row.GetInt32(9));

    /// <summary>Most urgent first.</summary>
    public static int CompareUrgency(ClaimedRow x, ClaimedRow y) =>
        (x.Rank, -x.Job.Waited, x.Job.Id.Value).CompareTo((y.Rank, -y.Job.Waited, y.Job.Id.Value));

    public async ValueTask<ClaimedJob> NameAsync(Names kinds, Names queues, CancellationToken cancellationToken) => Job with
    {
        Kind = await kinds.GetNameAsync(Kind, cancellationToken).ConfigureAwait(false),
        Queue = await queues.GetNameAsync(Queue, cancellationToken).ConfigureAwait(false),
    };

    private static Dictionary<string, string> ReadState(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetString()!, StringComparer.Ordinal); // Values are texts.
    }
}
