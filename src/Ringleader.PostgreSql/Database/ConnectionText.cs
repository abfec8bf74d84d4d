using System.Data.Common;
using Npgsql;

namespace Ringleader.PostgreSql.Database;

/// <summary>Reads how the user says where the database is.</summary>
internal static class ConnectionText
{
    /// <summary>Reads a connection string of Npgsql or a URL: <c>postgres://user:password@host:port/database?option=value</c>.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var isUrl = text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);
        return isUrl ? ParseUrl(text) : new(text);
    }

    /// <summary>
    /// Connections for nobody but a store, which leaves nothing behind on them: so they are not reset between two uses, since that would throw
    /// away the plans of the store's functions each time, and their statements are prepared by themselves unless the text says otherwise.
    /// </summary>
    public static NpgsqlDataSource CreateSource(string text)
    {
        var parts = Parse(text);
        parts.NoResetOnClose = true;

        // A value of 0 is also the default, but one that is given switches preparing off, as poolers need it.
        if (!new DbConnectionStringBuilder { ConnectionString = parts.ConnectionString }.ContainsKey("Max Auto Prepare"))
        {
            parts.MaxAutoPrepare = 100;
            parts.AutoPrepareMinUsages = 2;
        }

        return NpgsqlDataSource.Create(parts);
    }

    /// <summary>The database as it may be told to anybody.</summary>
    public static string Describe(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return FormattableString.Invariant($"postgresql://{parts.Host}:{parts.Port}/{parts.Database ?? parts.Username}");
    }

    private static NpgsqlConnectionStringBuilder ParseUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            // The text is not repeated: it may hold a password.
            throw new ArgumentException("The URL of the database cannot be read. Write 'postgres://user:password@host:port/database'.", nameof(text));
        }

        var parts = new NpgsqlConnectionStringBuilder { Host = url.IdnHost.Trim('[', ']') };
        foreach (var option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = Cut(option, '=');
            parts[key is "sslmode" ? "SSL Mode" : key.Replace('_', ' ')] = value;
        }

        var (user, password) = Cut(url.UserInfo, ':');
        parts.Port = url.Port < 0 ? NpgsqlConnection.DefaultPort : url.Port;
        parts.Username = user.Length == 0 ? null : user;
        parts.Password = password.Length == 0 ? null : password;
        parts.Database = url.AbsolutePath.Length < 2 ? null : Uri.UnescapeDataString(url.AbsolutePath[1..]);
        return parts;
    }

    private static (string Before, string After) Cut(string text, char at)
    {
        var place = text.IndexOf(at, StringComparison.Ordinal);
        return place < 0 ? (Uri.UnescapeDataString(text), "") : (Uri.UnescapeDataString(text[..place]), Uri.UnescapeDataString(text[(place + 1)..]));
    }
}
