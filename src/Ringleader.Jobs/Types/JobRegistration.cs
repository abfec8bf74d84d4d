namespace Ringleader.Jobs.Types;

/// <summary>A kind while the registry is being filled: what needs the JSON of all contexts is bound later, by <see cref="JobKinds"/>.</summary>
/// <param name="kind">What is known already.</param>
/// <param name="type">The type of the arguments; null where they are not one object.</param>
internal sealed class JobRegistration(JobKind kind, Type? type = null)
{
    /// <summary>What is known already.</summary>
    public JobKind Kind { get; } = kind;

    /// <summary>The type of the arguments; null where they are not one object.</summary>
    public Type? Type { get; } = type;

    /// <summary>Makes what runs it; null where this process can enqueue such jobs only.</summary>
    public Func<JobJson, JobInvocation>? Bind { get; set; }

    /// <summary>The policy of its own, where it has one.</summary>
    public RetryPolicy? Retry { get; set; }

    /// <summary>All names by which stored jobs may call it.</summary>
    public IEnumerable<string> Names => Kind.Aliases.Prepend(Kind.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The kind in its final form.</summary>
    /// <exception cref="InvalidOperationException">No context has the JSON form of a type.</exception>
    /// <exception cref="InvalidOperationException">A key is made of something that is not a property of the arguments.</exception>
    public JobKind Complete(JobJson json)
    {
        var arguments = Type is null ? null : json.Find(Type);
        return Kind with
        {
            Retry = Retry ?? Kind.Retry,
            Json = arguments,
            Unique = Kind.Unique is { } unique ? unique with { Key = unique.Key.Complete(arguments) } : null,
            LimitKey = Kind.LimitKey?.Complete(arguments),
            Invoke = Bind?.Invoke(json),
        };
    }

    /// <summary>What to call it in errors.</summary>
    public override string ToString() => Type is null ? $"the kind '{Kind.Name}'" : $"'{Type}'";
}
