using System.Collections.Concurrent;
using System.Text;
using Ringleader.Jobs.Enqueuing;

namespace Ringleader.Jobs.Working;

/// <content>What is kept for later attempts.</content>
internal sealed partial class JobAttempt
{
    private const int LongestName = 100;
    private const int LargestState = 64 * 1024;

    /// <summary>What this attempt changed: null for what it removed.</summary>
    private ConcurrentDictionary<string, string?>? _changes;

    public override string? GetState(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Volatile.Read(ref _changes) is { } changes && changes.TryGetValue(name, out var value) ? value : job.State.GetValueOrDefault(name);
    }

    public override async ValueTask SetStateAsync(string name, string? value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, LongestName, nameof(name));
        StoredText.ThrowIfUnstorable(name, "The name", nameof(name));
        if (value is not null)
        {
            StoredText.ThrowIfUnstorable(value, $"The value of '{name}'", nameof(value));
        }

        var changes = LazyInitializer.EnsureInitialized(ref _changes, static () => new(StringComparer.Ordinal));
        if (value is not null && SizeWith(changes, name, value) is var size and > LargestState)
        {
            throw new ArgumentException($"A job keeps at most {LargestState} bytes, and with this it would be {size}. Keep a file name or a key instead.", nameof(value));
        }

        if (!await tenure.Store.SetStateAsync(Id, Term, name, value, cancellationToken).ConfigureAwait(false))
        {
            throw Refuse("changed");
        }

        changes[name] = value;
    }

    private int SizeWith(ConcurrentDictionary<string, string?> changes, string name, string value) =>
        Size(name, value)
        + changes.Where(change => !Equals(change.Key, name)).Sum(change => Size(change.Key, change.Value))
        + job.State.Where(kept => !Equals(kept.Key, name) && !changes.ContainsKey(kept.Key)).Sum(kept => Size(kept.Key, kept.Value));

    private static bool Equals(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static int Size(string name, string? value) => value is null ? 0 : Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
}
