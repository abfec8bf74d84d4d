using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ringleader.Jobs;

namespace Ringleader.Conformance.Jobs.Faults;

/// <summary>What a process did, line by line in a file that outlives it: <c>begin 7 12 4711</c> is job, term and the machine's clock.</summary>
public sealed class WorkJournal(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private readonly Lock _lock = new();

    /// <summary>An attempt has begun.</summary>
    public void Begin(JobId id, long term) => Write("begin", id, term);

    /// <summary>An attempt has ended.</summary>
    public void End(JobId id, long term) => Write("end", id, term);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>The attempts of a process that ended at an instant of the machine's clock: those that it did not end, ended then.</summary>
    public static IReadOnlyList<JournalledAttempt> Read(string path, long processEnd)
    {
        var open = new Dictionary<(long, long), long>();
        var attempts = new List<JournalledAttempt>();
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            long[] numbers = [.. line.Split(' ')[1..].Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
            var (id, term, at) = (numbers[0], numbers[1], numbers[2]);
            if (line.StartsWith("begin", StringComparison.Ordinal))
            {
                open.Add((id, term), at);
            }
            else if (open.Remove((id, term), out var began))
            {
                attempts.Add(new(id, term, began, at));
            }
        }

        return [.. attempts, .. open.Select(pair => new JournalledAttempt(pair.Key.Item1, pair.Key.Item2, pair.Value, processEnd))];
    }

    private void Write(string what, JobId id, long term)
    {
        var line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} {id.Value} {term} {Stopwatch.GetTimestamp()}\n"));
        lock (_lock)
        {
            _file.Write(line);
        }
    }
}
