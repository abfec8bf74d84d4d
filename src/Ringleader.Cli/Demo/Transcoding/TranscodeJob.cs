using Ringleader.Jobs;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>A job of the scene <c>jobs</c>: count the words of a file, hash it and compress it.</summary>
/// <param name="Source">The file.</param>
/// <param name="Target">Where the compressed file goes, in a folder that is there.</param>
[Job(Kind)]
internal sealed record TranscodeJob(string Source, string Target)
{
    public const string Kind = "demo.transcode";
}
