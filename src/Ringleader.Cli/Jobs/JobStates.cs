using Ringleader.Jobs;

namespace Ringleader.Cli.Jobs;

/// <summary>States as the command line writes them: <c>retry-scheduled</c>.</summary>
internal static class JobStates
{
    private static readonly (JobState State, string Name)[] Names =
    [
        (JobState.Waiting, "waiting"),
        (JobState.Scheduled, "scheduled"),
        (JobState.Ready, "ready"),
        (JobState.Running, "running"),
        (JobState.RetryScheduled, "retry-scheduled"),
        (JobState.Succeeded, "succeeded"),
        (JobState.Failed, "failed"),
        (JobState.Cancelled, "cancelled"),
    ];

    /// <summary>All of them, in the order of a life.</summary>
    public static IReadOnlyList<JobState> All { get; } = [.. Names.Select(static pair => pair.State)];

    public static string NameOf(JobState state) => Array.Find(Names, pair => pair.State == state).Name;

    /// <exception cref="WrongUseException">There is none of that name; the text lists them.</exception>
    public static JobState Parse(string name)
    {
        var index = Array.FindIndex(Names, pair => string.Equals(pair.Name, name, StringComparison.Ordinal));
        return index >= 0
            ? Names[index].State
            : throw new WrongUseException($"There is no state '{name}'. The states are: {string.Join(", ", Names.Select(static pair => pair.Name))}.");
    }
}
