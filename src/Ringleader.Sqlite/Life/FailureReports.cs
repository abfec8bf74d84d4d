using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Writing;

namespace Ringleader.Sqlite.Life;

/// <summary>The failed jobs that are still to be reported: their rows say so, from when somebody asked for the first time.</summary>
internal static class FailureReports
{
    /// <summary>Takes failures that nobody has taken, or whose report was not confirmed in time; oldest first.</summary>
    public static List<long> Take(Change change, int count, TimeSpan lease)
    {
        var database = change.Database;
        if (database.Use("report-since").Number() is not { } since)
        {
            database.Use("report-begin").Bind(change.Now).Run();
            return [];
        }

        if (count == 0)
        {
            return [];
        }

        var taken = database.Use("report-list").Bind(since).Bind(change.Now).Bind(count).Numbers();
        database.Use("report-take").Bind(Json.Write(taken)).Bind(Instants.After(change.Now, lease)).Run();
        return taken;
    }

    /// <summary>Records that failures were reported. A job that was retried and failed again meanwhile is reported again.</summary>
    public static int Confirm(Database database, IEnumerable<long> ids) => database.Use("report-confirm").Bind(Json.Write(ids)).Run();
}
