namespace Ringleader.LoadTests.Roles;

/// <summary>What a process answers to a trial, as one line of JSON. The peers write the same members.</summary>
internal sealed record TrialAnswer
{
    /// <summary>How long the trial took.</summary>
    public double Seconds { get; init; }

    /// <summary>How long each of its operations took, where each was timed on its own.</summary>
    public IReadOnlyList<double> Microseconds { get; init; } = [];
}
