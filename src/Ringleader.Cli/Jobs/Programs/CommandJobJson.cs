using System.Text.Json.Serialization;

namespace Ringleader.Cli.Jobs.Programs;

/// <summary>How command jobs are stored.</summary>
[JsonSerializable(typeof(CommandJob))]
[JsonSerializable(typeof(string[]))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class CommandJobJson : JsonSerializerContext;
