using System.Globalization;
using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Sql;

namespace Ringleader.Sqlite.Migrations;

/// <summary>Brings the tables of a file up to date. Each step is a file of this folder, in the order of their numbers, never changed later.</summary>
/// <remarks>
/// The version is kept in a table of ours and not in <c>user_version</c>: that one belongs to the application, which may have its own tables
/// in the same file.
/// </remarks>
internal static class Migrator
{
    private const string Prefix = "Ringleader.Sqlite.Migrations.";

    private static readonly string[] Steps =
    [
        .. typeof(Migrator).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The version that the tables have after all steps.</summary>
    public static int Newest => Steps.Length;

    /// <summary>Does the steps that are missing, in one transaction.</summary>
    /// <param name="database">Where; in no transaction.</param>
    /// <param name="begin">Begins a transaction that writes, as soon as the file is free.</param>
    public static void Migrate(Database database, Action<Database> begin)
    {
        if (VersionOf(database) == Newest)
        {
            return;
        }

        begin(database);
        try
        {
            var version = VersionOf(database); // Another process may have been faster.
            foreach (var step in Steps.Skip(version))
            {
                database.Execute(SqlText.Read(step));
            }

            database.Execute(string.Create(CultureInfo.InvariantCulture, $"update ringleader_store set version = {Newest}"));
            database.Execute("commit");
        }
        catch
        {
            database.RollBack();
            throw;
        }
    }

    private static int VersionOf(Database database)
    {
        if (database.UseOnce("select count(*) from sqlite_schema where name = 'ringleader_store'").Number() == 0)
        {
            return 0;
        }

        var version = (int)(database.UseOnce("select version from ringleader_store").Number() ?? 0);
        return version <= Newest ? version : throw new JobStoreException(
            string.Create(CultureInfo.InvariantCulture, $"The tables of the job store '{database.Path}' have version {version}, and this program knows them up to {Newest}. Bring the program up to date."),
            isTransient: false);
    }
}
