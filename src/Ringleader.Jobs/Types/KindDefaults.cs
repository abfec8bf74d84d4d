namespace Ringleader.Jobs.Types;

/// <summary>
/// The settings that an attribute gives to the jobs of its kind, as its constants have them: durations, keys and the retry policy are texts.
/// What is said when a job is enqueued wins over them; they win over the defaults of the part.
/// </summary>
internal sealed record KindDefaults
{
    private static readonly TimeSpan ShortestKeepFailed = TimeSpan.FromHours(1);

    public string? TimeLimit { get; init; }

    public string? Retry { get; init; }

    public string? UniqueKey { get; init; }

    public UniqueScope UniqueScope { get; init; } = UniqueScope.UntilEnded;

    public string? UniqueFor { get; init; }

    public UniqueReplace UniqueReplace { get; init; }

    public string? LimitKey { get; init; }

    public string? KeepResult { get; init; }

    public string? KeepFailed { get; init; }

    /// <summary>Reads the texts into a kind.</summary>
    /// <param name="attribute">The attribute, for errors: <c>the [Job] of 'Mail.Welcome'</c>.</param>
    /// <param name="kind">What is known already.</param>
    /// <exception cref="ArgumentException">A setting cannot be used; the message names it.</exception>
    public JobKind ApplyTo(string attribute, JobKind kind) => kind with
    {
        TimeLimit = Duration(TimeLimit, $"TimeLimit in {attribute}"),
        Retry = Retry is null ? null : RetryText.Parse(Retry, $"Retry in {attribute}"),
        Unique = Unique(attribute),
        LimitKey = LimitKey is null ? null : KeyTemplate.Parse(LimitKey, $"LimitKey in {attribute}"),
        KeepResult = Duration(KeepResult, $"KeepResult in {attribute}"),
        KeepFailed = Duration(KeepFailed, $"KeepFailed in {attribute}") is { } keep && keep < ShortestKeepFailed
            ? throw new ArgumentException($"KeepFailed in {attribute} is {KeepFailed}; it must be 1h or more.", nameof(attribute))
            : Duration(KeepFailed, $"KeepFailed in {attribute}"),
    };

    private static TimeSpan? Duration(string? text, string what) => text is null ? null : DurationText.Parse(text, what);

    private KindUniqueness? Unique(string attribute)
    {
        if (UniqueKey is null)
        {
            return UniqueFor is null && UniqueReplace == UniqueReplace.Nothing
                ? null
                : throw new ArgumentException($"UniqueFor or UniqueReplace in {attribute} is given without UniqueKey. Give the key that is to be unique.", nameof(attribute));
        }

        if ((UniqueScope == UniqueScope.Time) != (UniqueFor is not null))
        {
            throw new ArgumentException($"UniqueFor in {attribute} must be given with UniqueScope.Time, and only then.", nameof(attribute));
        }

        return new(KeyTemplate.Parse(UniqueKey, $"UniqueKey in {attribute}"), UniqueScope, Duration(UniqueFor, $"UniqueFor in {attribute}"), UniqueReplace);
    }
}

/// <summary>The unique key of the jobs of a kind.</summary>
/// <param name="Key">Makes the key of a job from its arguments.</param>
/// <param name="Scope">For how long it is held.</param>
/// <param name="For">The time of <see cref="UniqueScope.Time"/>; null otherwise.</param>
/// <param name="Replace">What a duplicate changes of the job that waits.</param>
internal sealed record KindUniqueness(KeyTemplate Key, UniqueScope Scope, TimeSpan? For, UniqueReplace Replace)
{
    /// <summary>The unique key of a job.</summary>
    /// <param name="arguments">Its arguments, JSON in UTF-8.</param>
    public UniqueKey Of(ReadOnlyMemory<byte> arguments) => new(Key.Of(arguments), Scope, For) { Replace = Replace };
}
