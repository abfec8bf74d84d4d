using Npgsql;
using Ringleader.Jobs;

namespace Ringleader.PostgreSql.Database;

/// <summary>
/// Calls the functions of the schema. Each call is one statement and so one transaction of its own, unless it is made in one of the
/// caller's.
/// </summary>
/// <remarks>
/// A call that the server broke off because of a deadlock, a conflict or a pooler has done nothing, and is made again here. A lost connection may have
/// cost only the answer, and so it is the caller who decides: he gets a transient <see cref="JobStoreException"/>.
/// </remarks>
internal sealed class StoreDatabase(NpgsqlDataSource source, string schema, string name)
{
    private const int Attempts = 5;

    private int _isClosed;

    public string Name => name;

    public NpgsqlDataSource Source => source;

    /// <summary>The schema as it is written in statements.</summary>
    public string Schema { get; } = $"\"{schema}\"";

    /// <summary>Refuses all calls from now on; false when it was closed before.</summary>
    public bool Close() => Interlocked.Exchange(ref _isClosed, 1) == 0;

    /// <summary>Calls a function that answers with one value, null for none.</summary>
    public Task<T?> CallAsync<T>(StoreCall call, CancellationToken cancellationToken) => CallAsync(call, static async (reader, token) =>
    {
        if (!await reader.ReadAsync(token).ConfigureAwait(false) || await reader.IsDBNullAsync(0, token).ConfigureAwait(false))
        {
            return default;
        }

        return await reader.GetFieldValueAsync<T>(0, token).ConfigureAwait(false);
    }, cancellationToken);

    /// <summary>Calls a function that answers with nothing.</summary>
    public Task CallAsync(StoreCall call, CancellationToken cancellationToken) => CallAsync(call, static (_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>Calls a function, and reads all rows that it answers with.</summary>
    public Task<List<T>> CallAsync<T>(StoreCall call, Func<NpgsqlDataReader, T> readRow, CancellationToken cancellationToken, NpgsqlTransaction? transaction = null) =>
        CallAsync(call, async (reader, token) =>
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                rows.Add(readRow(reader));
            }

            return rows;
        }, cancellationToken, transaction);

    /// <summary>Does something on a connection, which is closed afterwards.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isClosed != 0, typeof(PostgreSqlJobStore));
        for (var attempt = 1; ; attempt++)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                return await use(connection).ConfigureAwait(false);
            }
            catch (PostgresException conflict) when ((StoreErrors.IsUndone(conflict) || StoreErrors.IsOfPooler(conflict)) && attempt < Attempts)
            {
                // Nothing was done: again, at once, since the others have what they wanted.
            }
            catch (Exception cause) when (StoreErrors.Translate(cause, name, cancellationToken) is not null)
            {
                if (cause is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
                {
                    source.Clear(); // The server is not the first of its cluster any more: look for that one anew.
                }

                throw StoreErrors.Translate(cause, name, cancellationToken)!; // Just asked.
            }
            finally
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
    }

    private Task<T> CallAsync<T>(
        StoreCall call, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken, NpgsqlTransaction? transaction = null) =>
        transaction is null
            ? UseAsync(connection => ExecuteAsync(call, connection, null, read, cancellationToken), cancellationToken)
            : TakePartAsync(call, transaction, read, cancellationToken);

    private async Task<T> TakePartAsync<T>(
        StoreCall call, NpgsqlTransaction transaction, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await ExecuteAsync(call, transaction.Connection!, transaction, read, cancellationToken).ConfigureAwait(false); // The caller has seen that it is open.
        }
        catch (InvalidOperationException problem)
        {
            throw new ArgumentException("The transaction has ended, or something else is under way on its connection.", nameof(transaction), problem);
        }
        catch (Exception cause) when (StoreErrors.Translate(cause, name, cancellationToken) is not null)
        {
            throw StoreErrors.Translate(cause, name, cancellationToken)!; // Just asked.
        }
    }

    private async Task<T> ExecuteAsync<T>(
        StoreCall call, NpgsqlConnection connection, NpgsqlTransaction? transaction, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var command = call.ToCommand(Schema);
        await using (command.ConfigureAwait(false))
        {
            command.Connection = connection;
            command.Transaction = transaction;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await read(reader, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
