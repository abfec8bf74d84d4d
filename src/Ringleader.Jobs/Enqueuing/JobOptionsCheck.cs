namespace Ringleader.Jobs.Enqueuing;

/// <summary>Checks the options of a job before they go anywhere, so that one bad job never spoils the call of others.</summary>
internal static class JobOptionsCheck
{
    /// <summary>How many characters a key may have.</summary>
    public const int LongestKey = 200;

    private const int MostParents = 1000;
    private const int MostTags = 20;
    private const int LongestName = 100;

    private static readonly TimeSpan ShortestKeepFailed = TimeSpan.FromHours(1);

    /// <summary>Far enough for all, and near enough that no store's clock overflows.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(36_525);

    /// <summary>Refuses options that make no sense.</summary>
    /// <exception cref="ArgumentException">A value is out of its range, or contradicts another; the message names the property.</exception>
    public static void ThrowIfInvalid(JobOptions options)
    {
        if (options.Queue is { } queue)
        {
            StoredText.ThrowIfInvalid(queue, "JobOptions.Queue", LongestName, nameof(options));
        }

        if (options.RunAt is not null && options.Delay is not null)
        {
            throw new ArgumentException("JobOptions has both RunAt and Delay. Give the one that is meant.", nameof(options));
        }

        CheckTime(options, options.Delay, "Delay", mayBeZero: true);
        CheckTime(options, options.TimeLimit, "TimeLimit", mayBeZero: false);
        CheckTime(options, options.KeepResult, "KeepResult", mayBeZero: true);
        CheckTime(options, options.KeepFailed, "KeepFailed", mayBeZero: false);
        if (options.KeepFailed < ShortestKeepFailed)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.KeepFailed, "JobOptions.KeepFailed must be an hour or more.");
        }

        if (options.MaxAttempts < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxAttempts, "JobOptions.MaxAttempts must be 1 or more.");
        }

        if (options.Unique is { } unique)
        {
            CheckUnique(options, unique);
        }

        CheckKey(options, options.Group, "Group");
        CheckKey(options, options.LimitKey, "LimitKey");
        CheckLists(options);
    }

    private static void CheckUnique(JobOptions options, UniqueKey unique)
    {
        StoredText.ThrowIfInvalid(unique.Key, "JobOptions.Unique.Key", LongestKey, nameof(options));
        if (!Enum.IsDefined(unique.Scope))
        {
            throw new ArgumentOutOfRangeException(nameof(options), unique.Scope, "JobOptions.Unique.Scope is none of UniqueScope.");
        }

        if ((unique.Replace & ~UniqueReplace.Everything) != UniqueReplace.Nothing)
        {
            throw new ArgumentOutOfRangeException(nameof(options), unique.Replace, "JobOptions.Unique.Replace is not a combination of UniqueReplace.");
        }

        if ((unique.Scope == UniqueScope.Time) != unique.For.HasValue)
        {
            throw new ArgumentException("JobOptions.Unique.For must be given with UniqueScope.Time, and only then.", nameof(options));
        }

        CheckTime(options, unique.For, "Unique.For", mayBeZero: false);
    }

    private static void CheckLists(JobOptions options)
    {
        if (options.Tags.Count > MostTags)
        {
            throw new ArgumentException($"JobOptions.Tags has {options.Tags.Count} tags; at most {MostTags} are allowed.", nameof(options));
        }

        for (var place = 0; place < options.Tags.Count; place++)
        {
            StoredText.ThrowIfInvalid(options.Tags[place], "A tag of JobOptions.Tags", LongestName, nameof(options));
        }

        if (options.After.Count > MostParents)
        {
            throw new ArgumentException($"JobOptions.After has {options.After.Count} jobs; at most {MostParents} are allowed.", nameof(options));
        }
    }

    private static void CheckKey(JobOptions options, string? key, string property)
    {
        if (key is not null)
        {
            StoredText.ThrowIfInvalid(key, $"JobOptions.{property}", LongestKey, nameof(options));
        }
    }

    private static void CheckTime(JobOptions options, TimeSpan? time, string property, bool mayBeZero)
    {
        if (time is { } given && (given < TimeSpan.Zero || given > LongestTime || (given == TimeSpan.Zero && !mayBeZero)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), given, $"JobOptions.{property} must be {(mayBeZero ? "zero or more" : "positive")}, and at most {LongestTime.Days} days.");
        }
    }
}
