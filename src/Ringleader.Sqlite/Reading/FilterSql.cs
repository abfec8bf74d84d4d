using System.Globalization;
using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;
using Ringleader.Sqlite.Sql;

namespace Ringleader.Sqlite.Reading;

/// <summary>A filter as conditions on the table of jobs; only its values are parameters.</summary>
internal sealed class FilterSql
{
    private readonly List<string> _conditions = [];
    private readonly List<Action<Statement>> _values = [];

    public FilterSql(JobFilter filter, JobId? before, long now)
    {
        if (filter.Ids is { } ids)
        {
            Add("id in (select value from json_each(?))", Json.Write(ids.Select(id => id.Value)));
        }

        if (before is { } last)
        {
            Add("id < ?", last.Value);
        }

        if (filter.States.Count > 0)
        {
            _conditions.Add(StatesAre(filter.States));
        }

        AddWords("queue in (select value from json_each(?))", filter.Queues);
        AddWords("kind in (select value from json_each(?))", filter.Kinds);
        foreach (var tag in filter.Tags)
        {
            Add("exists (select 1 from json_each(tags) where value = ?)", tag);
        }

        if (filter.OlderThan is { } older)
        {
            Add("enqueued_at <= ?", now - Instants.Duration(older));
        }

        if (filter.YoungerThan is { } younger)
        {
            Add("enqueued_at > ?", now - Instants.Duration(younger));
        }

        if (filter.ErrorType is { } error)
        {
            Add("error_type = ?", error);
        }

        if (filter.BatchId is { } batch)
        {
            Add("batch_id = ?", batch);
        }
    }

    /// <summary>Prepares a statement that has a place for the filter, and one for how many rows it gives at most.</summary>
    public Statement Prepare(Database database, string name, int count = int.MaxValue)
    {
        var text = SqlText.Of(name)
            .Replace("{filter}", _conditions.Count == 0 ? "1" : string.Join(" and ", _conditions), StringComparison.Ordinal)
            .Replace("{count}", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var statement = database.UseOnce(text);
        _values.ForEach(bind => bind(statement));
        return statement;
    }

    /// <summary>One state as SQLite needs it to see that a partial index serves.</summary>
    private static string StatesAre(IReadOnlyList<JobState> states) => states.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"state = {(int)states[0]}")
        : $"state in ({string.Join(", ", states.Select(state => ((int)state).ToString(CultureInfo.InvariantCulture)))})";

    private void AddWords(string condition, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
        {
            Add(condition, Json.Write(words)!); // Some words are not nothing.
        }
    }

    private void Add(string condition, string value)
    {
        _conditions.Add(condition);
        _values.Add(statement => statement.Bind(value));
    }

    private void Add(string condition, long value)
    {
        _conditions.Add(condition);
        _values.Add(statement => statement.Bind(value));
    }
}
