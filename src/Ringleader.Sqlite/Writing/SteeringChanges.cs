using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite.Writing;

/// <summary>How pauses, limits and schedules are changed.</summary>
internal static class SteeringChanges
{
    public static bool SetPaused(Change change, PauseTarget target, bool isPaused)
    {
        if (target.Schedule is { } schedule)
        {
            return change.Database.Use("schedule-pause").Bind(schedule).Bind(isPaused).Run() > 0;
        }

        var name = target.Queue ?? target.Kind;
        var isNews = change.Database.Use(isPaused ? "pause-insert" : "pause-delete").Bind(target.Queue is null ? "kind" : "queue").Bind(name).Run() > 0;
        change.Steer();
        return isNews;
    }

    public static bool SetLimit(Change change, JobLimit limit)
    {
        var database = change.Database;
        if (limit is { Running: null, Starts: null })
        {
            database.Use("limit-delete").Bind(limit.Name).Run();
        }
        else
        {
            database.Use("limit-save")
                .Bind(limit.Name).Bind(limit.Running).Bind(limit.Starts).Bind(Instants.Duration(limit.Per)).Bind((double?)limit.Starts).Bind(change.Now)
                .Run();
        }

        change.Steer();
        if (limit.Name is JobLimit.AllKeys)
        {
            foreach (var key in KeysInUse(change))
            {
                change.Life.Balance(key);
            }
        }
        else if (limit.Name.StartsWith(JobLimit.KeyPrefix, StringComparison.Ordinal))
        {
            change.Life.Balance(limit.Name[JobLimit.KeyPrefix.Length..]);
        }

        return true;
    }

    public static bool SaveSchedule(Change change, StoredSchedule schedule) => change.Database.Use("schedule-save")
        .Bind(schedule.Name).Bind(schedule.Text).Bind(Json.Write(schedule.Job)).Bind(schedule.Missed).Bind(change.Now)
        .Run() > 0;

    private static List<string> KeysInUse(Change change)
    {
        var keys = new List<string>();
        using var rows = change.Database.Use("key-list");
        while (rows.Step())
        {
            keys.Add(rows.Text(0));
        }

        return keys;
    }
}
