using SQLitePCL;

namespace Ringleader.Sqlite.Connections;

/// <summary>
/// A prepared statement: parameters are bound one after the other, then it is run or stepped through. Disposing ends one use of it.
/// </summary>
internal sealed class Statement(Database database, sqlite3_stmt handle, bool isKept) : IDisposable
{
    private int _bound;
    private bool _hasBegun;

    public Statement Bind(long value) => Checked(raw.sqlite3_bind_int64(handle, ++_bound, value));

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(bool value) => Bind(value ? 1L : 0L);

    public Statement Bind(double? value) => value is { } number ? Checked(raw.sqlite3_bind_double(handle, ++_bound, number)) : BindNull();

    public Statement Bind(string? value) => value is null ? BindNull() : Checked(raw.sqlite3_bind_text(handle, ++_bound, value));

    public Statement Bind(ReadOnlySpan<byte> value) =>
        Checked(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, ++_bound, 0) : raw.sqlite3_bind_blob(handle, ++_bound, value));

    public Statement Bind(byte[]? value) => value is null ? BindNull() : Bind(value.AsSpan());

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Step()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            database.Probe?.Invoke(StatementMoment.Before);
        }

        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            database.Probe?.Invoke(StatementMoment.InAnswer);
            return true;
        }

        database.Check(code);
        database.Probe?.Invoke(StatementMoment.After);
        return false;
    }

    /// <summary>Runs it to its end and ends the use.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        try
        {
            while (Step())
            {
            }

            return database.Changes;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>The number in the first row, if there is one and it is not null; ends the use.</summary>
    public long? Number()
    {
        try
        {
            return Step() ? LongOrNull(0) : null;
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>The numbers in the first column of all rows; ends the use, so that it may be used again while they are worked off.</summary>
    public List<long> Numbers()
    {
        try
        {
            var numbers = new List<long>();
            while (Step())
            {
                numbers.Add(Long(0));
            }

            return numbers;
        }
        finally
        {
            Dispose();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int(int column) => (int)raw.sqlite3_column_int64(handle, column);

    public bool Bool(int column) => Long(column) != 0;

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public double? DoubleOrNull(int column) => IsNull(column) ? null : raw.sqlite3_column_double(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? string.Empty;

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public byte[]? BlobOrNull(int column) => IsNull(column) ? null : Blob(column);

    public void Dispose()
    {
        // An error of the last step is repeated here, and was told by the step.
        raw.sqlite3_reset(handle);
        _bound = 0;
        _hasBegun = false;
        if (!isKept)
        {
            Close();
        }
    }

    /// <summary>Ends all uses.</summary>
    public void Close() => raw.sqlite3_finalize(handle);

    private Statement BindNull() => Checked(raw.sqlite3_bind_null(handle, ++_bound));

    private Statement Checked(int code)
    {
        database.Check(code);
        return this;
    }
}
