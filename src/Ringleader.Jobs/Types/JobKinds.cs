using System.Collections.Frozen;

namespace Ringleader.Jobs.Types;

/// <summary>All kinds of a registry in their final form. Immutable, so it is read without a lock.</summary>
internal sealed class JobKinds
{
    /// <summary>Completes what was registered.</summary>
    /// <exception cref="InvalidOperationException">No context has the JSON form of a type.</exception>
    public JobKinds(IEnumerable<JobRegistration> registrations, JobJson json, Middleware middleware, IReadOnlyList<Func<FailedJobContext, Task>> failureHandlers)
    {
        (JobRegistration Registration, JobKind Kind)[] all = [.. registrations.Select(registration => (registration, middleware.Around(registration.Complete(json))))];
        FailureHandlers = failureHandlers;
        Json = json;
        ByName = all.SelectMany(one => one.Registration.Names, (one, name) => KeyValuePair.Create(name, one.Kind)).ToFrozenDictionary(StringComparer.Ordinal);
        Versions = ByName.Where(one => one.Value.Invoke is not null).ToFrozenDictionary(one => one.Key, one => one.Value.Version, StringComparer.Ordinal);
        ByType = all.Where(one => one.Registration.Type is not null).ToFrozenDictionary(one => one.Registration.Type!, one => one.Kind); // Filtered just before.
    }

    /// <summary>The JSON forms of all contexts.</summary>
    public JobJson Json { get; }

    /// <summary>What is called for jobs that have failed for good, in this order.</summary>
    public IReadOnlyList<Func<FailedJobContext, Task>> FailureHandlers { get; }

    /// <summary>By name and alias.</summary>
    public FrozenDictionary<string, JobKind> ByName { get; }

    /// <summary>The newest version of the arguments of each kind that can be run, by name and alias.</summary>
    public FrozenDictionary<string, int> Versions { get; }

    /// <summary>By the type of the arguments.</summary>
    public FrozenDictionary<Type, JobKind> ByType { get; }
}
