using System.Collections.Concurrent;

namespace Ringleader.Sqlite.Sql;

/// <summary>The statements of this folder by the names of their files, without the ending.</summary>
internal static class SqlText
{
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static string Of(string name) => Texts.GetOrAdd(name, static name => Read($"Ringleader.Sqlite.Sql.{name}.sql"));

    /// <summary>The text of an embedded file.</summary>
    public static string Read(string resource)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"There is no '{resource}' in this assembly.", nameof(resource));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
