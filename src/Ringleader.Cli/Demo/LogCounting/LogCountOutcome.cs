namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Everything that the scene found out, to be shown and checked.</summary>
/// <param name="Alone">The count of one process alone.</param>
/// <param name="Lines">How many lines that process saw.</param>
/// <param name="Shared">The merged count of the workers.</param>
/// <param name="Summary">What happened at the desk.</param>
/// <param name="Victim">The worker that was killed.</param>
/// <param name="Held">The range that it held.</param>
/// <param name="IsLateRefused">Whether a late answer in its name was refused.</param>
internal sealed record LogCountOutcome(
    RequestCount Alone, long Lines, RequestCount Shared, CountSummary Summary, string Victim, HeldRange Held, bool IsLateRefused)
{
    /// <summary>The killed worker's range, once it was done again; null when it was not.</summary>
    public RedoneRange? Redone => Summary.Redone.FirstOrDefault(redone => redone.Id == Held.Id);

    /// <summary>Calls per second while there was work.</summary>
    public double CallRate => Summary.BusySeconds > 0 ? Summary.Calls / Summary.BusySeconds : 0;

    /// <summary>What must hold for the scene to have been played well.</summary>
    public IReadOnlyList<SceneCheck> Check() =>
    [
        new("The merged counts are those of one process alone", Shared.IsSameAs(Alone)),
        new("Every line was counted", Summary.CountedLines == Lines && Summary.Lines == Lines),
        new("Every range was counted exactly once", Summary.CountedOnce == Summary.Ranges),
        new($"The range of {Victim} was done by another", Redone is { } redone && !string.Equals(redone.DoneBy, Victim, StringComparison.Ordinal)),
        new($"A late answer in the name of {Victim} was refused", IsLateRefused),
    ];
}
