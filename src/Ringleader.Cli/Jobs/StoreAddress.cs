using Ringleader.Jobs.Storage;
using Ringleader.PostgreSql;
using Ringleader.Sqlite;

namespace Ringleader.Cli.Jobs;

/// <summary>Where jobs are kept, as the command line writes it: <c>sqlite:FILE</c> or <c>postgres://…</c>.</summary>
internal sealed class StoreAddress
{
    /// <summary>What holds when neither an option nor <see cref="Variable"/> says more.</summary>
    public const string Default = SqlitePrefix + "jobs.db";

    /// <summary>The environment variable that names a store, with its password where it has one.</summary>
    public const string Variable = "RINGLEADER_STORE";

    private const string SqlitePrefix = "sqlite:";
    private readonly string? _file;
    private readonly string? _url;

    private StoreAddress(string? file, string? url)
    {
        _file = file;
        _url = url;
    }

    /// <summary>Reads an address. What is refused is named without what may be a password.</summary>
    /// <exception cref="WrongUseException">It is none, or one that is of no use to a command.</exception>
    public static StoreAddress Parse(string text)
    {
        var scheme = text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[..(colon + 1)] : text;
        return scheme switch
        {
            SqlitePrefix when text.Length > SqlitePrefix.Length => new StoreAddress(text[SqlitePrefix.Length..], url: null),
            "postgres:" or "postgresql:" => new StoreAddress(file: null, text),
            "memory:" => throw new WrongUseException("A store in memory is gone when its process ends, so a command would always find it empty. Use sqlite:FILE or postgres://user@host/database."),
            _ => throw new WrongUseException($"'{scheme}' is no store. Use sqlite:FILE or postgres://user@host/database."),
        };
    }

    /// <summary>Opens a store that must be there already.</summary>
    /// <exception cref="CommandFailedException">There is no such file.</exception>
    public IJobStore OpenExisting() => _file is null || File.Exists(_file)
        ? Open()
        : throw new CommandFailedException($"There is no file '{_file}'. Name the store with --store or {Variable}, or make it: ringleader jobs migrate --store {SqlitePrefix}{_file}");

    /// <summary>Opens a store; its tables may have to be made first.</summary>
    public IJobStore Open()
    {
        try
        {
            return _file is not null ? new SqliteJobStore(_file) : new PostgreSqlJobStore(_url!); // one of both is there
        }
        catch (ArgumentException refused)
        {
            throw WrongUseException.Of(refused);
        }
    }
}
