using Ringleader.Jobs;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>What became of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="Job">Its job at the end.</param>
/// <param name="Result">What came out; null when nothing did.</param>
/// <param name="IsRight">Whether that is what this process finds itself, and the compressed file unpacks to the same bytes.</param>
internal sealed record FileOutcome(InputFile File, JobSnapshot Job, TranscodedFile? Result, bool IsRight);
