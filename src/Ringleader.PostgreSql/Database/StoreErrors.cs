using System.Net.Sockets;
using Npgsql;
using Ringleader.Jobs;

namespace Ringleader.PostgreSql.Database;

/// <summary>Sorts what can go wrong with a database.</summary>
internal static class StoreErrors
{
    /// <summary>What the schema's functions raise for a parent that never was.</summary>
    private const string UnknownParent = "RL001";

    /// <summary>Whether the server broke a transaction off for the sake of another, so that it has done nothing.</summary>
    public static bool IsUndone(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>
    /// Whether a prepared statement is there twice or not at all: a pooler has given the transaction to another server process than the one
    /// that prepared it. The server has done nothing.
    /// </summary>
    public static bool IsOfPooler(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.InvalidSqlStatementName;

    /// <summary>What the caller is to get for an error; null when he is to get it as it is.</summary>
    public static Exception? Translate(Exception error, string store, CancellationToken cancellationToken) => error switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
#pragma warning disable MA0015 // The argument is one of the store's caller, of whom nothing is known here.
        PostgresException { SqlState: UnknownParent } refused => new ArgumentException(refused.MessageText, refused),
#pragma warning restore MA0015
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName } missing =>
            new JobStoreException($"The job store '{store}' has no tables, or old ones: {missing.MessageText}. Migrate it first.", isTransient: false, missing) { NeedsMigration = true },
        PostgresException mixedUp when IsOfPooler(mixedUp) => new JobStoreException(
            $"The job store '{store}' is behind a pooler that mixes up prepared statements: {mixedUp.MessageText} ({mixedUp.SqlState}). Add 'Max Auto Prepare=0' to the connection string.",
            isTransient: true,
            mixedUp),
        PostgresException answer => new JobStoreException($"The job store '{store}' refused: {answer.MessageText} ({answer.SqlState}).", IsTransient(answer), answer),
        NpgsqlException or IOException or SocketException or TimeoutException or OperationCanceledException =>
            new JobStoreException($"The job store '{store}' could not be reached: {error.Message}", isTransient: true, error),
        _ => null,
    };

    private static bool IsTransient(PostgresException error) =>
        error.IsTransient
        || IsUndone(error)
        || error.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled
        || error.SqlState.StartsWith("08", StringComparison.Ordinal) // Connections.
        || error.SqlState.StartsWith("53", StringComparison.Ordinal) // Not enough of something.
        || error.SqlState.StartsWith("57P", StringComparison.Ordinal); // Somebody ends, starts or has crashed the server.
}
