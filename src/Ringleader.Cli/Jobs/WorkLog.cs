using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Ringleader.Cli.Jobs;

/// <summary>Writes what a worker logs, one line each: among it one for each attempt at a job. Thread-safe.</summary>
/// <param name="output">Where to.</param>
/// <param name="asJson">One JSON document a line, else text with the time in front.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class WorkLog(TextWriter output, bool asJson, TimeProvider clock) : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new(); // Keeps lines whole, and guards the lines that wait.
    private List<string>? _waiting = [];

    /// <summary>Begins to write, after this line where there is one: what was logged before comes behind it.</summary>
    public void Begin(string? firstLine)
    {
        lock (_lock)
        {
            IEnumerable<string> lines = [.. firstLine is null ? Array.Empty<string>() : [firstLine], .. _waiting ?? []];
            _waiting = null;
            foreach (var line in lines)
            {
                output.WriteLine(line);
            }

            output.Flush();
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This log has one way to write.");

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Debug and < LogLevel.None;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var message = OneLine.Of(formatter(state, exception));
        var line = asJson
            ? ToJson(logLevel, eventId, message, state as IEnumerable<KeyValuePair<string, object?>> ?? [], exception).ToJsonString()
            : $"{Now()}  {message}{(exception is null ? "" : $" {exception.GetType().Name}: {OneLine.Of(exception.Message)}")}";
        lock (_lock)
        {
            if (_waiting is not null)
            {
                _waiting.Add(line);
                return;
            }

            output.WriteLine(line);
            output.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // What it writes to is its owner's.
    }

    private JsonObject ToJson(LogLevel level, EventId eventId, string message, IEnumerable<KeyValuePair<string, object?>> values, Exception? error)
    {
        var json = new JsonObject
        {
            ["time"] = Now(),
            ["level"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(level.ToString()),
            ["event"] = eventId.Id,
            ["message"] = message,
        };
        foreach (var (name, value) in values.Where(static pair => pair.Key is not "{OriginalFormat}"))
        {
            json.TryAdd(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), ToNode(value)); // the line's own time and level come first
        }

        json.TryAdd("error", error is null ? null : $"{error.GetType()}: {error.Message}");
        return json;
    }

    private static JsonNode? ToNode(object? value) => value switch
    {
        null => null,
        int number => number,
        long number => number,
        TimeSpan time => time.TotalSeconds,
        Ringleader.Jobs.JobId id => id.Value,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private string Now() => clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
