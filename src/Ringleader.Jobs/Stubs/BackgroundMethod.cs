using System.ComponentModel;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Stubs;

/// <summary>What generated code knows of a <see cref="BackgroundAttribute"/> method: how to enqueue it, and how to do its work.</summary>
/// <typeparam name="T">The class of the method.</typeparam>
/// <param name="kind">The stable name.</param>
/// <param name="parameters">How many arguments are stored.</param>
/// <param name="work">Reads the arguments, does the work, and gives the result as JSON, or null.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BackgroundMethod<T>(string kind, int parameters, Func<T, BackgroundAttempt, ValueTask<ReadOnlyMemory<byte>?>> work)
    where T : class
{
    private JobKind? _kind;

    /// <summary>Names that stored jobs may still have.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The form of the arguments.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The queue.</summary>
    public string Queue { get; init; } = JobDefaults.Queue;

    /// <summary>Higher runs sooner.</summary>
    public int Priority { get; init; }

    /// <summary>How often it is tried in all; 0 leaves it to the retry policy.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>How long an attempt may run.</summary>
    public string? TimeLimit { get; init; }

    /// <summary>When a failed attempt is followed by another.</summary>
    public string? Retry { get; init; }

    /// <summary>The unique key.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>How long the key is held.</summary>
    public UniqueScope UniqueScope { get; init; } = UniqueScope.UntilEnded;

    /// <summary>The time of <see cref="UniqueScope.Time"/>.</summary>
    public string? UniqueFor { get; init; }

    /// <summary>The properties of a waiting job that a duplicate replaces.</summary>
    public UniqueReplace UniqueReplace { get; init; }

    /// <summary>The limit key.</summary>
    public string? LimitKey { get; init; }

    /// <summary>How long a job is kept after it has succeeded.</summary>
    public string? KeepResult { get; init; }

    /// <summary>How long a job is kept after it has failed.</summary>
    public string? KeepFailed { get; init; }

    private JobKind Kind => _kind ??= JobNames.KindOf($"the [Background] of '{typeof(T)}' for '{kind}'", new JobKind(kind)
    {
        Aliases = Aliases,
        Version = Version,
        Queue = Queue,
        Priority = Priority,
        MaxAttempts = MaxAttempts,
    }, new KindDefaults
    {
        TimeLimit = TimeLimit,
        Retry = Retry,
        UniqueKey = UniqueKey,
        UniqueScope = UniqueScope,
        UniqueFor = UniqueFor,
        UniqueReplace = UniqueReplace,
        LimitKey = LimitKey,
        KeepResult = KeepResult,
        KeepFailed = KeepFailed,
    });

    /// <summary>Begins an enqueue.</summary>
    public BackgroundCall Call(JobClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new BackgroundCall(client, Kind);
    }

    internal JobRegistration ToRegistration(Func<JobContext, T> make) => new(Kind)
    {
        Bind = json => async (job, context) =>
        {
            using var attempt = new BackgroundAttempt(job, context, json, parameters);
            return await work(make(context), attempt).ConfigureAwait(false);
        },
    };
}
