using System.Text;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Tests.Types;

/// <summary>Runs jobs as a worker would, but one by one and without a store.</summary>
internal static class Runs
{
    /// <summary>Runs a job of a registry.</summary>
    /// <returns>The result as JSON; null when there is none.</returns>
    public static async Task<string?> RunAsync(this JobRegistry registry, string kind, string arguments, JobContext? context = null)
    {
        Assert.True(registry.TryFind(kind, out var found), $"'{kind}' is no kind of the registry.");
        Assert.NotNull(found.Invoke);
        var job = new ClaimedJob { Id = new(7), Term = 1, Kind = kind, Version = 3, Queue = "default", Arguments = Encoding.UTF8.GetBytes(arguments) };
        var result = await found.Invoke(job, context ?? new PlainJobContext());
        return result is { } json ? Encoding.UTF8.GetString(json.Span) : null;
    }
}
