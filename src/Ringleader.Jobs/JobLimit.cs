using Ringleader.Jobs.Enqueuing;

namespace Ringleader.Jobs;

/// <summary>How much of something may go on at a time, over all nodes of a store.</summary>
/// <param name="Name">A queue as <c>queue:mail</c>, or a limit key as <c>key:tenant-7</c>; <c>key:*</c> is the default of all keys.</param>
/// <param name="Running">How many jobs may run at the same time, 0 or more; no limit when null.</param>
/// <param name="Starts">
/// How many may start per <paramref name="Per"/>, for queues only; no limit when null. After a quiet time so many may start at once, then
/// one each time their share of the time has passed.
/// </param>
/// <param name="Per">The time that <paramref name="Starts"/> speaks of; positive, and null exactly when that is null.</param>
public sealed record JobLimit(string Name, int? Running = null, int? Starts = null, TimeSpan? Per = null)
{
    /// <summary>What the names of limits of queues begin with.</summary>
    public const string QueuePrefix = "queue:";

    /// <summary>What the names of limits of keys begin with.</summary>
    public const string KeyPrefix = "key:";

    /// <summary>The limit of each key that has none of its own.</summary>
    public const string AllKeys = "key:*";

    /// <summary>Refuses a limit that makes no sense.</summary>
    /// <exception cref="ArgumentException">The name is of no queue or key or cannot be stored, a number is negative, a rate has no time, or a key has a rate.</exception>
    public static void ThrowIfInvalid(JobLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        var (name, running, starts, per) = limit;
        var isKey = name.StartsWith(KeyPrefix, StringComparison.Ordinal) && name.Length > KeyPrefix.Length;
        if (!isKey && !(name.StartsWith(QueuePrefix, StringComparison.Ordinal) && name.Length > QueuePrefix.Length))
        {
            throw new ArgumentException($"A limit is for 'queue:NAME' or 'key:NAME', not for '{name}'.", nameof(limit));
        }

        StoredText.ThrowIfInvalid(name, "The name of the limit", KeyPrefix.Length + JobOptionsCheck.LongestKey, nameof(limit));
        if (running < 0 || starts < 0)
        {
            throw new ArgumentException($"The numbers of the limit of '{name}' must be 0 or more.", nameof(limit));
        }

        if (starts is null != per is null || per <= TimeSpan.Zero)
        {
            throw new ArgumentException($"The limit of '{name}' needs a number of starts and a positive time, or neither.", nameof(limit));
        }

        if (isKey && starts is not null)
        {
            throw new ArgumentException($"'{name}' is the limit of a key, and only queues have a rate.", nameof(limit));
        }
    }
}
