namespace Ringleader.Jobs;

/// <summary>
/// Jobs of which some come after others: each runs when all that it comes after have succeeded, and is cancelled when one of them has
/// failed for good. Enqueued with <see cref="JobClient.EnqueueWorkflowAsync"/>, all or none. Not thread-safe.
/// </summary>
/// <example>
/// <code>
/// new JobWorkflow()
///     .Add("fetch", new Fetch(url))
///     .Add("count", new Count(url), after: ["fetch"])
///     .Add("compress", new Compress(url), after: ["fetch"])
///     .Add("report", new Report(url), after: ["count", "compress"]);
/// </code>
/// </example>
public sealed class JobWorkflow
{
    private readonly OrderedDictionary<string, Step> _steps = new(StringComparer.Ordinal);

    /// <summary>Adds a job.</summary>
    /// <param name="name">What to call it within the workflow; not stored.</param>
    /// <param name="job">An object of a registered type.</param>
    /// <param name="after">The names of the jobs that must have succeeded before; they may be added later.</param>
    /// <param name="options">How it is to be run.</param>
    /// <exception cref="ArgumentException">There is a job of that name.</exception>
    public JobWorkflow Add(string name, object job, IEnumerable<string>? after = null, JobOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(job);
        return _steps.TryAdd(name, new Step(name, job, options, [.. (after ?? []).Distinct(StringComparer.Ordinal)]))
            ? this
            : throw new ArgumentException($"The workflow has a job '{name}' already.", nameof(name));
    }

    /// <summary>The jobs in an order in which each comes after all that it needs, otherwise as they were added.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or jobs wait for one another; the message has the path.</exception>
    internal static IReadOnlyList<Step> InOrder(JobWorkflow workflow)
    {
        var steps = workflow._steps;
        var unknown = steps.Values.SelectMany(step => step.After, (step, name) => (step.Name, Needed: name)).FirstOrDefault(pair => !steps.ContainsKey(pair.Needed));
        if (unknown.Needed is not null)
        {
            throw new ArgumentException($"The job '{unknown.Name}' comes after '{unknown.Needed}', which is none of the workflow. Add it, or correct the name.", nameof(workflow));
        }

        // Each step that needs nothing any more goes, and what needed it needs one less.
        var missing = steps.Values.ToDictionary(step => step.Name, step => step.After.Count, StringComparer.Ordinal);
        var followers = steps.Values.SelectMany(step => step.After, (step, name) => (name, step)).ToLookup(pair => pair.name, pair => pair.step, StringComparer.Ordinal);
        var ordered = new List<Step>(steps.Values.Where(step => step.After.Count == 0));
        for (var place = 0; place < ordered.Count; place++)
        {
            ordered.AddRange(followers[ordered[place].Name].Where(follower => --missing[follower.Name] == 0));
        }

        return ordered.Count == steps.Count
            ? ordered
            : throw new ArgumentException($"The jobs of the workflow wait for one another: {Circle(steps, missing)}. Let one of them go first.", nameof(workflow));
    }

    /// <summary>A way along what is needed that comes back to where it began.</summary>
    private static string Circle(OrderedDictionary<string, Step> steps, Dictionary<string, int> missing)
    {
        var path = new List<string>();
        var name = missing.First(pair => pair.Value > 0).Key;
        while (!path.Contains(name, StringComparer.Ordinal))
        {
            path.Add(name);
            name = steps[name].After.First(needed => missing[needed] > 0);
        }

        return string.Join(" after ", [.. path[path.IndexOf(name)..].Append(name).Select(step => $"'{step}'")]);
    }

    /// <summary>One job of a workflow.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Job">Its arguments.</param>
    /// <param name="Options">How it is to be run.</param>
    /// <param name="After">What it needs, each name once.</param>
    internal sealed record Step(string Name, object Job, JobOptions? Options, IReadOnlyList<string> After);
}
