using System.Globalization;
using Ringleader.Jobs;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>Something that happened to a job in the hands of a worker, which says so in one line on its standard output.</summary>
/// <param name="Stage">What.</param>
/// <param name="Job">The job.</param>
/// <param name="Term">The number of the attempt.</param>
/// <param name="At">When, by the machine's steady clock, which all its processes share.</param>
internal sealed record AttemptEvent(AttemptStage Stage, JobId Job, long Term, TimeSpan At)
{
    /// <summary>Reads what <see cref="ToLine"/> wrote.</summary>
    /// <exception cref="CommandFailedException">The line is something else.</exception>
    public static AttemptEvent Parse(string line, string worker) =>
        line.Split(' ') is [var stage, var job, var term, var at]
        && Enum.TryParse<AttemptStage>(stage, out var stageValue) && Enum.IsDefined(stageValue)
        && long.TryParse(job, NumberStyles.None, CultureInfo.InvariantCulture, out var jobNumber)
        && long.TryParse(term, NumberStyles.None, CultureInfo.InvariantCulture, out var termNumber)
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new AttemptEvent(stageValue, new JobId(jobNumber), termNumber, TimeSpan.FromTicks(ticks))
            : throw new CommandFailedException($"The worker '{worker}' printed '{OneLine.Of(line)}' instead of what it does.");

    /// <summary>Now, by the machine's steady clock.</summary>
    public static TimeSpan Now(TimeProvider clock) => clock.GetElapsedTime(0);

    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Stage} {Job} {Term} {At.Ticks}");
}
