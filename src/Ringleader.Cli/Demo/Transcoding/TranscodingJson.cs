using System.Text.Json.Serialization;

namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>How the jobs of the scene <c>jobs</c> and their results are written.</summary>
[JsonSerializable(typeof(TranscodeJob))]
[JsonSerializable(typeof(TickJob))]
[JsonSerializable(typeof(TranscodedFile))]
internal sealed partial class TranscodingJson : JsonSerializerContext;
