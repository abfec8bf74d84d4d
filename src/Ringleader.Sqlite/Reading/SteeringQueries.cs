using Ringleader.Jobs;
using Ringleader.Jobs.Storage;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Reading;

/// <summary>What can be asked about pauses, limits and schedules.</summary>
internal static class SteeringQueries
{
    public static List<PauseTarget> Pauses(Database database)
    {
        var steering = Steering.Read(database, version: 0);
        return
        [
            .. steering.PausedQueues.Order(StringComparer.Ordinal).Select(queue => new PauseTarget(Queue: queue)),
            .. steering.PausedKinds.Order(StringComparer.Ordinal).Select(kind => new PauseTarget(Kind: kind)),
            .. Schedules(database).Where(schedule => schedule.IsPaused).Select(schedule => new PauseTarget(Schedule: schedule.Name)),
        ];
    }

    public static List<JobLimit> Limits(Database database) =>
        [.. Steering.Read(database, version: 0).Limits.OrderBy(limit => limit.Name, StringComparer.Ordinal)];

    public static List<StoredSchedule> Schedules(Database database)
    {
        var schedules = new List<StoredSchedule>();
        using var rows = database.Use("schedule-list");
        while (rows.Step())
        {
            schedules.Add(new(
                rows.Text(0),
                rows.Text(1),
                Json.ReadJob(rows.Blob(2))!, // Only jobs are written there.
                rows.Text(3),
                rows.Bool(4),
                Instants.ToInstant(rows.LongOrNull(5)),
                Instants.ToInstant(rows.Long(6))));
        }

        schedules.Sort((x, y) => string.CompareOrdinal(x.Name, y.Name));
        return schedules;
    }
}
