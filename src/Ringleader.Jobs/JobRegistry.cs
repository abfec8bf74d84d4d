using System.Diagnostics.CodeAnalysis;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs;

/// <summary>
/// The kinds of jobs that a process knows: which it may enqueue, and which it can run. Filled at start; it takes nothing more once a client
/// or a worker uses it.
/// </summary>
public sealed class JobRegistry
{
    private readonly Dictionary<string, JobKind> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, JobKind> _byType = [];

    /// <summary>The kinds that can be run here, by name.</summary>
    internal IEnumerable<JobKind> Runnable => _byName.Values.Where(kind => kind.Invoke is not null).Distinct();

    internal void Add(JobKind kind) => _byName.Add(kind.Name, kind);

    /// <summary>The kind of a stored job, by its name or an alias.</summary>
    internal bool TryFind(string name, [NotNullWhen(true)] out JobKind? kind) => _byName.TryGetValue(name, out kind);

    /// <summary>The kind of a type; an error that says what to register when there is none.</summary>
    internal JobKind Find(Type type) => _byType.TryGetValue(type, out JobKind? kind)
        ? kind
        : throw new InvalidOperationException($"'{type}' is no registered job. Add [Job(\"a.name\")] to it and register it, for example with AddJob or AddHandler.");
}
