using Npgsql;
using NpgsqlTypes;

namespace Ringleader.PostgreSql.Database;

/// <summary>A call of one of the functions of the schema.</summary>
internal sealed class StoreCall(string function)
{
    private readonly List<NpgsqlParameter> _arguments = [];

    public string Function => function;

    public StoreCall With(object? value, NpgsqlDbType type)
    {
        _arguments.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return this;
    }

    public StoreCall With(long value) => With(value, NpgsqlDbType.Bigint);

    public StoreCall With(int value) => With(value, NpgsqlDbType.Integer);

    public StoreCall With(bool value) => With(value, NpgsqlDbType.Boolean);

    public StoreCall With(string? value) => With(value, NpgsqlDbType.Text);

    public StoreCall With(Guid? value) => With(value, NpgsqlDbType.Uuid);

    public StoreCall With(TimeSpan value) => With(value, NpgsqlDbType.Interval);

    public StoreCall With(TimeSpan?[] value) => With(value, NpgsqlDbType.Array | NpgsqlDbType.Interval);

    public StoreCall With(long[]? value) => With(value, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public StoreCall With(int[]? value) => With(value, NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public StoreCall With(short[]? value) => With(value, NpgsqlDbType.Array | NpgsqlDbType.Smallint);

    public StoreCall With(string?[]? value) => With(value, NpgsqlDbType.Array | NpgsqlDbType.Text);

    public StoreCall WithJson(string? value) => With(value, NpgsqlDbType.Jsonb);

    /// <summary>The command, with copies of the arguments so that the call can be made again.</summary>
    public NpgsqlCommand ToCommand(string schema)
    {
        var command = new NpgsqlCommand($"SELECT * FROM {schema}.{function}({string.Join(", ", _arguments.Select((_, place) => FormattableString.Invariant($"${place + 1}")))})");
        foreach (var argument in _arguments)
        {
            command.Parameters.Add(argument.Clone());
        }

        return command;
    }
}
