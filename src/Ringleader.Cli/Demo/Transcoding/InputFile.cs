namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>A file to transcode.</summary>
/// <param name="Number">Its number among all, from 1.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its path inside the folder.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="IsUrgent">Whether it goes before the others.</param>
internal sealed record InputFile(int Number, string Path, string Name, long Length, bool IsUrgent);
