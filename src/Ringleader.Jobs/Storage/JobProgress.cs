using Ringleader.Jobs.Enqueuing;

namespace Ringleader.Jobs.Storage;

/// <summary>How far a running job says it is.</summary>
/// <param name="Id">The job.</param>
/// <param name="Term">The attempt.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Note">A short text; null keeps the last.</param>
public sealed record JobProgress(JobId Id, long Term, double Progress, string? Note)
{
    /// <summary>A short text, in which each NUL and each unpaired surrogate is replaced with U+FFFD; null keeps the last.</summary>
    public string? Note { get; init => field = StoredText.MakeStorable(value); } = StoredText.MakeStorable(Note);
}
