using System.Globalization;
using System.Reflection;
using Npgsql;
using NpgsqlTypes;

namespace Ringleader.PostgreSql.Database;

/// <summary>
/// Brings the schema up to date: the files of <c>Migrations</c> in the order of their numbers, each once, all of those missing in one
/// transaction under a lock that only one process gets at a time.
/// </summary>
internal sealed class Migrations(StoreDatabase database)
{
    /// <summary>Any number, the same for all of us: who makes a schema cannot lock anything of it yet.</summary>
    private const long Lock = 0x72696e676c656164;

    public Task ApplyAsync(CancellationToken cancellationToken) => database.UseAsync(async connection =>
    {
        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, FormattableString.Invariant($"SELECT pg_advisory_xact_lock({Lock})"), cancellationToken).ConfigureAwait(false);
            var applied = await GetVersionAsync(connection, cancellationToken).ConfigureAwait(false);
            foreach (var (version, text) in ReadAll().Where(migration => migration.Version > applied))
            {
                await ExecuteAsync(connection, text.Replace("{schema}", database.Schema, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(connection, FormattableString.Invariant($"INSERT INTO {database.Schema}.migration (version) VALUES ({version})"), cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }, cancellationToken);

    private static IEnumerable<(int Version, string Text)> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string folder = ".Migrations.";
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.Contains(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!); // It was just listed.
            yield return (int.Parse(file.AsSpan(0, file.IndexOf('_', StringComparison.Ordinal)), CultureInfo.InvariantCulture), reader.ReadToEnd());
        }
    }

    private async Task<int> GetVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Asked first, so that a user who may not create schemas can use one that is up to date.
        var table = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection);
        await using (table.ConfigureAwait(false))
        {
            table.Parameters.Add(new() { Value = $"{database.Schema}.migration", NpgsqlDbType = NpgsqlDbType.Text });
            if (await table.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is false)
            {
                await ExecuteAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {database.Schema}", cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(
                    connection,
                    $"CREATE TABLE {database.Schema}.migration (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())",
                    cancellationToken).ConfigureAwait(false);
            }
        }

        var version = new NpgsqlCommand($"SELECT coalesce(max(version), 0) FROM {database.Schema}.migration", connection);
        await using (version.ConfigureAwait(false))
        {
            return (int)(await version.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!; // An aggregate always answers.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(text, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
