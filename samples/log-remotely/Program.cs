// A distributed logger: every process logs to one object, and follows what the others log.
// The log travels by reference; entries travel by value, because LogEntry is registered.
using Ringleader.Remoting;

await using var server = await RemoteServer.StartAsync("druby://127.0.0.1:0", new RemoteLog());

var log = RemoteObject.Connect<IRemoteLog>(server.Uri);

// snippet: follow
var followed = new TaskCompletionSource<LogEntry>();
Action<LogEntry> follow = entry => followed.TrySetResult(entry);
log.Written += follow;
// end snippet

// snippet: write
var worker = log.ForSource("worker-1");
await worker.WriteAsync(Severity.Information, "started");
await worker.WriteAsync(Severity.Error, "out of paper");
// end snippet

var first = await followed.Task.WaitAsync(TimeSpan.FromSeconds(10));
Console.WriteLine($"followed: {first.Source} {first.Severity} {first.Text}");
log.Written -= follow;

// snippet: read
await foreach (var entry in log.EntriesAsync(Severity.Warning))
{
    Console.WriteLine($"stored: {entry.Source} {entry.Severity} {entry.Text}");
}
// end snippet

// snippet: contract
[RemoteContract]
public interface IRemoteLog
{
    event Action<LogEntry> Written;

    /// <summary>A log of its own for each source, by reference: calls to it come back here.</summary>
    ISourceLog ForSource(string source);

    IAsyncEnumerable<LogEntry> EntriesAsync(Severity atLeast, CancellationToken cancellationToken = default);
}

[RemoteContract]
public interface ISourceLog
{
    ValueTask WriteAsync(Severity severity, string text);
}

[RubyType("Logs::Entry")]
public sealed record LogEntry(string Source, Severity Severity, string Text);

public enum Severity
{
    Information,
    Warning,
    Error,
}
// end snippet

public sealed class RemoteLog : IRemoteLog
{
    private readonly Lock _lock = new();
    private readonly List<LogEntry> _entries = [];

    public event Action<LogEntry>? Written;

    public ISourceLog ForSource(string source) => new SourceLog(this, source);

    public async IAsyncEnumerable<LogEntry> EntriesAsync(
        Severity atLeast, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LogEntry[] entries;
        lock (_lock)
        {
            entries = [.. _entries.Where(entry => entry.Severity >= atLeast)];
        }

        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return entry;
        }
    }

    private void Add(LogEntry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
        }

        Written?.Invoke(entry);
    }

    private sealed class SourceLog(RemoteLog log, string source) : ISourceLog
    {
        public ValueTask WriteAsync(Severity severity, string text)
        {
            log.Add(new LogEntry(source, severity, text));
            return default;
        }
    }
}
