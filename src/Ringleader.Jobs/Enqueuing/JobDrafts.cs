using System.Diagnostics;
using System.Linq.Expressions;
using System.Text.Json;
using Ringleader.Jobs.Calls;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>
/// Makes of what a caller gave what a store takes: the arguments as JSON, the options checked and filled up with what the kind says, a token
/// with which the job can be enqueued again when the answer was lost, and the trace that it is part of.
/// </summary>
internal sealed class JobDrafts(JobRegistry registry, JobClientOptions limits)
{
    private readonly TokenSource _tokens = new(limits.TimeProvider);

    /// <summary>A job of a registered type.</summary>
    public NewJob Of(object job, JobOptions? options)
    {
        ArgumentNullException.ThrowIfNull(job);
        var kind = registry.Find(job.GetType());
        Debug.Assert(kind.Json is not null, "A kind that is found by its type knows how that is written.");
        return Of(kind, JobArguments.Write(job, kind, kind.Json), options);
    }

    /// <summary>A call of a service.</summary>
    public NewJob OfCall(Type service, LambdaExpression lambda, JobOptions? options)
    {
        ArgumentNullException.ThrowIfNull(lambda);
        var call = CallExpression.Read(lambda);
        var (method, overload) = registry.FindService(service).Find(call.Method);
        return Of(registry.Kinds.ByName[method.Kind], overload.Write(call.Arguments, registry.Kinds.Json), options);
    }

    /// <summary>A job whose kind and arguments somebody else knows.</summary>
    public NewJob OfRaw(string kind, ReadOnlyMemory<byte> arguments, int version, JobOptions? options)
    {
        JobNames.ThrowIfInvalid(kind, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ThrowIfNotJson(arguments.Span);
        var known = registry.TryFind(kind, out var found) ? found : new JobKind(kind);
        return Of(known with { Version = version }, arguments.ToArray(), options); // A copy, since a store may keep the memory.
    }

    /// <summary>A job of a kind whose arguments are written already.</summary>
    public NewJob Of(JobKind kind, ReadOnlyMemory<byte> arguments, JobOptions? options)
    {
        if (arguments.Length > limits.MaxArgumentBytes)
        {
            throw new ArgumentException(
                $"The arguments of a job of kind '{kind.Name}' have {arguments.Length:N0} bytes; at most {limits.MaxArgumentBytes:N0} are allowed. Keep the bulk elsewhere and put into the job where it is.",
                nameof(arguments));
        }

        options ??= JobOptions.Default;
        if (!ReferenceEquals(options, JobOptions.Default))
        {
            JobOptionsCheck.ThrowIfInvalid(options);
        }

        // What is said for the job wins over what its kind says, and that over the defaults of the part.
        return new NewJob
        {
            Kind = kind.Name,
            Version = kind.Version,
            Arguments = arguments,
            Token = NewToken(),
            Queue = options.Queue ?? kind.Queue,
            Priority = options.Priority ?? kind.Priority,
            MaxAttempts = options.MaxAttempts ?? kind.MaxAttempts ?? kind.Retry?.MaxAttempts ?? JobDefaults.MaxAttempts,
            RunAt = options.RunAt,
            Delay = options.Delay,
            TimeLimit = options.TimeLimit ?? kind.TimeLimit,
            Unique = options.Unique ?? Checked(kind.Unique?.Of(arguments), kind),
            Group = options.Group,
            LimitKey = options.LimitKey ?? Checked(kind.LimitKey?.Of(arguments), "limit", kind),
            Tags = options.Tags.Count == 0 ? [] : [.. options.Tags], // Copies, since a store may keep the lists.
            After = options.After.Count == 0 ? [] : [.. options.After],
            KeepResult = options.KeepResult ?? kind.KeepResult,
            KeepFailed = options.KeepFailed ?? kind.KeepFailed,
            TraceParent = CurrentTrace(),
        };
    }

    /// <summary>A new job that is like one that was written before.</summary>
    public NewJob Again(NewJob job) => job with { Token = NewToken(), TraceParent = CurrentTrace() };

    /// <summary>A token for one enqueue.</summary>
    public Guid NewToken() => _tokens.Next();

    /// <summary>The jobs of a workflow, each after those that it needs.</summary>
    public WorkflowDraft Of(JobWorkflow workflow)
    {
        var steps = JobWorkflow.InOrder(workflow);
        var places = steps.Index().ToDictionary(pair => pair.Item.Name, pair => pair.Index, StringComparer.Ordinal);
        return new WorkflowDraft(
            [.. steps.Select(step => step.Name)],
            [.. steps.Select(step => Of(step.Job, step.Options) with { AfterPlaces = [.. step.After.Select(name => places[name])] })]);
    }

    private static UniqueKey? Checked(UniqueKey? unique, JobKind kind) => Checked(unique?.Key, "unique", kind) is null ? null : unique;

    private static string? Checked(string? key, string which, JobKind kind)
    {
        if (key is not null)
        {
            StoredText.ThrowIfInvalid(key, $"The {which} key that jobs of kind '{kind.Name}' get from their arguments", JobOptionsCheck.LongestKey, "job");
        }

        return key;
    }

    private static string? CurrentTrace() => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    private static void ThrowIfNotJson(ReadOnlySpan<byte> arguments)
    {
        try
        {
            var reader = new Utf8JsonReader(arguments);
            while (reader.Read())
            {
            }
        }
        catch (JsonException problem)
        {
            throw new ArgumentException($"The arguments are not JSON in UTF-8: {problem.Message}", nameof(arguments), problem);
        }
    }
}
