using Ringleader.Conformance.Jobs.Faults;
using Ringleader.Jobs.Storage;

namespace Ringleader.PostgreSql.Tests.Faults;

/// <summary>Killed workers on one server, each test in a database of its own.</summary>
public sealed class KilledWorkerTests : KilledWorkerConformance
{
    private static int _databases;

    protected override async Task<(IJobStore Store, string Address)> OpenAsync()
    {
        var database = $"killed_{Interlocked.Increment(ref _databases)}";
        await using (var command = PostgreSqlBackend.Source.CreateCommand($"CREATE DATABASE {database}"))
        {
            await command.ExecuteNonQueryAsync();
        }

        var address = new Npgsql.NpgsqlConnectionStringBuilder(TestServer.ConnectionString) { Database = database }.ConnectionString;
        var store = new PostgreSqlJobStore(address);
        await store.MigrateAsync(CancellationToken.None);
        return (store, address);
    }
}
