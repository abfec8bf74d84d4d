using System.Buffers;
using System.Reflection;

namespace Ringleader.Jobs.Types;

/// <summary>The names of kinds: what they may be, and where a type has its own.</summary>
internal static class JobNames
{
    private const int LongestName = 100;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:");

    /// <summary>The kind of a type, as its <see cref="JobAttribute"/> has it.</summary>
    /// <exception cref="ArgumentException">The type has no such attribute, or one that cannot be used.</exception>
    public static JobKind KindOf(Type type)
    {
        var attribute = type.GetCustomAttribute<JobAttribute>(inherit: false)
            ?? throw new ArgumentException($"'{type}' has no name as a job. Add [Job(\"a.name\")] to it; the name is what is stored, and stays when the type is renamed.", nameof(type));
        return KindOf($"the [Job] of '{type}'", new JobKind(attribute.Kind)
        {
            Aliases = attribute.Aliases,
            Version = attribute.Version,
            Queue = attribute.Queue,
            Priority = attribute.Priority,
            MaxAttempts = attribute.MaxAttempts,
        }, new KindDefaults
        {
            TimeLimit = attribute.TimeLimit,
            Retry = attribute.Retry,
            UniqueKey = attribute.UniqueKey,
            UniqueScope = attribute.UniqueScope,
            UniqueFor = attribute.UniqueFor,
            UniqueReplace = attribute.UniqueReplace,
            LimitKey = attribute.LimitKey,
            KeepResult = attribute.KeepResult,
            KeepFailed = attribute.KeepFailed,
        });
    }

    /// <summary>The kind as an attribute has it, where no attempts mean that the retry policy says how many there are.</summary>
    /// <exception cref="ArgumentException">The attribute cannot be used.</exception>
    public static JobKind KindOf(string attribute, JobKind written, KindDefaults defaults) =>
        written.Version < 1 ? throw new ArgumentException($"Version in {attribute} is {written.Version}; it must be 1 or more.", nameof(attribute))
        : written.MaxAttempts < 0 ? throw new ArgumentException($"MaxAttempts in {attribute} is {written.MaxAttempts}; it must be 1 or more, or 0 to leave it to the retry policy.", nameof(attribute))
        : defaults.ApplyTo(attribute, written.MaxAttempts == 0 ? written with { MaxAttempts = null } : written);

    /// <summary>Refuses what is no name of a kind.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, or has other characters.</exception>
    public static void ThrowIfInvalid(string? name, string parameter)
    {
        if (string.IsNullOrEmpty(name) || name.Length > LongestName || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException(
                $"'{name}' is no name for a kind of jobs. It must have 1 to {LongestName} letters from A to Z, digits, dots, dashes, underscores or colons.", parameter);
        }
    }
}
