using System.Buffers;

namespace Ringleader.Jobs.Stateful;

/// <summary>Names of workers and of their methods, which together name the kind of a durable call.</summary>
internal static class WorkerNames
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static void Require(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 40 || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException($"'{name}' is no name of a worker or a method. Take 1 to 40 ASCII letters, digits, dashes or underscores.", nameof(name));
        }
    }
}
