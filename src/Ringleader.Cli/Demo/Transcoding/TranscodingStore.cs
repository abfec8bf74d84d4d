using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql;
using Ringleader.Sqlite;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>Where the jobs of the scene <c>jobs</c> are.</summary>
/// <param name="Name">How the scene calls it.</param>
/// <param name="Address">How its processes tell one another: <c>sqlite:PATH</c>, or a connection string of PostgreSQL.</param>
internal sealed record TranscodingStore(string Name, string Address)
{
    private const string Sqlite = "sqlite:";

    /// <summary>A store in a SQLite file.</summary>
    public static TranscodingStore InFile(string path) => new("SQLite", Sqlite + path);

    /// <summary>A store in PostgreSQL.</summary>
    public static TranscodingStore InPostgreSql(string connectionString) => new("PostgreSQL", connectionString);

    /// <summary>Opens a store.</summary>
    public static IJobStore Open(string address) => address.StartsWith(Sqlite, StringComparison.Ordinal)
        ? new SqliteJobStore(address[Sqlite.Length..])
        : new PostgreSqlJobStore(address);
}
