using Ringleader.Jobs;

namespace Ringleader.PostgreSql;

/// <summary>How a store in PostgreSQL behaves. Immutable.</summary>
public sealed partial record PostgreSqlJobStoreOptions
{
    /// <summary>
    /// The schema that holds the tables and functions, made by <see cref="PostgreSqlJobStore.MigrateAsync"/>: 1 to 40 letters, digits and
    /// underscores, not beginning with a digit. Stores of two schemas know nothing of one another. <c>ringleader</c> by default.
    /// </summary>
    public string Schema { get; init; } = "ringleader";

    /// <summary>How long jobs that have ended are kept. Should be the same on all nodes: the node that records an end decides.</summary>
    public JobRetention Retention { get; init; } = JobRetention.Default;

    /// <summary>
    /// Whether stores tell one another by NOTIFY that there is work, which lets idle workers begin at once. It takes one connection for
    /// listening while somebody waits. Without it, or behind a pooler such as PgBouncer, idle workers look for work by themselves.
    /// True by default.
    /// </summary>
    public bool Hints { get; init; } = true;

    /// <summary>Refuses options that cannot be.</summary>
    internal static void ThrowIfInvalid(PostgreSqlJobStoreOptions options)
    {
        if (!SchemaPattern().IsMatch(options.Schema))
        {
            throw new ArgumentException(
                $"The schema '{options.Schema}' must be 1 to 40 letters, digits and underscores, and not begin with a digit.", nameof(options));
        }

        JobRetention.ThrowIfInvalid(options.Retention);
    }

    [System.Text.RegularExpressions.GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]{0,39}\\z", System.Text.RegularExpressions.RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial System.Text.RegularExpressions.Regex SchemaPattern();
}
