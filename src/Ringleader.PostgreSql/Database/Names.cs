using System.Collections.Concurrent;
using Npgsql;

namespace Ringleader.PostgreSql.Database;

/// <summary>
/// The numbers that stand for the names of kinds, or of queues, in the tables. They are given once and never taken back, so that what was
/// learned stays true; names are given in a transaction of their own, so that nobody waits for another's name.
/// </summary>
internal sealed class Names(StoreDatabase database, string table)
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, string> _names = new();

    public async ValueTask<int> GetNumberAsync(string name, CancellationToken cancellationToken)
    {
        if (_numbers.TryGetValue(name, out var known))
        {
            return known;
        }

        var number = await database.CallAsync<int>(new StoreCall($"{table}_of").With(name), cancellationToken).ConfigureAwait(false);
        Learn(number, name);
        return number;
    }

    public async Task<int[]> GetNumbersAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var numbers = new List<int>();
        foreach (var name in names)
        {
            numbers.Add(await GetNumberAsync(name, cancellationToken).ConfigureAwait(false));
        }

        return [.. numbers];
    }

    /// <summary>The name of a number that the tables hold.</summary>
    public async ValueTask<string> GetNameAsync(int number, CancellationToken cancellationToken)
    {
        if (_names.TryGetValue(number, out var known))
        {
            return known;
        }

        var name = await database.UseAsync(async connection =>
        {
            var command = new NpgsqlCommand($"SELECT name FROM {database.Schema}.{table} WHERE id = $1", connection);
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
                return (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!; // Names are never removed.
            }
        }, cancellationToken).ConfigureAwait(false);
        Learn(number, name);
        return name;
    }

    private void Learn(int number, string name)
    {
        _numbers[name] = number;
        _names[number] = name;
    }
}
