using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Enqueuing;

/// <summary>A workflow as a store takes it.</summary>
/// <param name="Names">The names of the jobs, in the order of the jobs.</param>
/// <param name="Jobs">The jobs; each comes after those that it needs.</param>
internal sealed record WorkflowDraft(IReadOnlyList<string> Names, IReadOnlyList<NewJob> Jobs)
{
    /// <summary>The number of each job, by its name.</summary>
    public IReadOnlyDictionary<string, JobId> Number(IReadOnlyList<JobReceipt> receipts) =>
        Names.Zip(receipts).ToDictionary(pair => pair.First, pair => pair.Second.Id, StringComparer.Ordinal);
}
