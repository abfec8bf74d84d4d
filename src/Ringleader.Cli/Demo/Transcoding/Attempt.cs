using Ringleader.Jobs;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>One attempt at a job.</summary>
/// <param name="Worker">Who had the job in its hands.</param>
/// <param name="Job">The job.</param>
/// <param name="Term">The number of the attempt.</param>
/// <param name="Begin">From when, by the machine's steady clock.</param>
/// <param name="End">Until when; null when the worker was killed before.</param>
internal sealed record Attempt(string Worker, JobId Job, long Term, TimeSpan Begin, TimeSpan? End);
