using System.ComponentModel;
using System.Text.Json;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Stubs;

/// <summary>One attempt at a <see cref="BackgroundAttribute"/> method: its arguments, read one after the other, and its result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BackgroundAttempt : IDisposable
{
    private readonly ClaimedJob _job;
    private readonly JobJson _json;
    private readonly JsonDocument _document;
    private readonly int _count;
    private int _next;

    internal BackgroundAttempt(ClaimedJob job, JobContext context, JobJson json, int parameters)
    {
        _job = job;
        _json = json;
        Context = context;
        try
        {
            _document = JsonDocument.Parse(job.Arguments);
            _count = _document.RootElement.GetArrayLength();
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw JobArguments.Unreadable(job, "an array of arguments", problem);
        }

        if (_count > parameters)
        {
            throw JobArguments.Unreadable(job, "arguments of the method", new JsonException($"There are {_count}, and the method takes {parameters}."));
        }
    }

    /// <summary>The attempt.</summary>
    public JobContext Context { get; }

    /// <summary>Whether another argument is stored: a job from before a parameter was added has fewer.</summary>
    public bool HasNext => _next < _count;

    /// <summary>The next argument.</summary>
    /// <exception cref="JobArgumentsException">It is missing, null or of another form.</exception>
    public T Read<T>(string name) => Next<T>(name, mayBeNull: false)!; // Null is refused there.

    /// <summary>The next argument, which may be null.</summary>
    /// <exception cref="JobArgumentsException">It is missing or of another form.</exception>
    public T? ReadOrNull<T>(string name) => Next<T>(name, mayBeNull: true);

    /// <summary>A result as JSON.</summary>
    public ReadOnlyMemory<byte>? ResultOf<T>(T result) =>
        result is null ? null : JsonSerializer.SerializeToUtf8Bytes(result, _json.Find<T>());

    /// <summary>Lets go of the stored arguments.</summary>
    public void Dispose() => _document.Dispose();

    private T? Next<T>(string name, bool mayBeNull)
    {
        var place = _next++;
        var json = _json.Find<T>();
        try
        {
            if (place >= _count)
            {
                throw new JsonException("It is missing.");
            }

            var read = _document.RootElement[place].Deserialize(json);
            return read is not null || mayBeNull ? read : throw new JsonException("It is null.");
        }
        catch (Exception problem)
        {
            // As for other arguments: what cannot be read now never can.
            throw JobArguments.Unreadable(_job, $"the argument '{name}' at place {place}", problem);
        }
    }
}
