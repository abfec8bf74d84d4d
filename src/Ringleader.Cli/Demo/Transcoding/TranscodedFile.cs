namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>The result of a <see cref="TranscodeJob"/>.</summary>
/// <param name="Words">How many words the file has; what <see cref="WordCounter"/> calls a word.</param>
/// <param name="Sha256">The hash of its bytes, in lower-case hexadecimal digits.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="CompressedLength">How many bytes it has compressed.</param>
internal sealed record TranscodedFile(long Words, string Sha256, long Length, long CompressedLength);
