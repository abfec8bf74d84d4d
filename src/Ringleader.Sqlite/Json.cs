using System.Text.Json;
using System.Text.Json.Serialization;
using Ringleader.Jobs.Storage;

namespace Ringleader.Sqlite;

/// <summary>What the tables keep as JSON. Nothing is written as null, and read back as empty.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
[JsonSerializable(typeof(NewJob))]
[JsonSerializable(typeof(IEnumerable<long>))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class Json : JsonSerializerContext
{
    public static string? Write(IReadOnlyList<string> words) => words.Count == 0 ? null : JsonSerializer.Serialize(words, Default.IReadOnlyListString);

    public static IReadOnlyList<string> ReadWords(string? text) => text is null ? [] : JsonSerializer.Deserialize(text, Default.ListString) ?? [];

    public static string? Write(Dictionary<string, string> texts) => texts.Count == 0 ? null : JsonSerializer.Serialize(texts, Default.DictionaryStringString);

    public static Dictionary<string, string> ReadTexts(string? text) =>
        text is null ? new(StringComparer.Ordinal) : JsonSerializer.Deserialize(text, Default.DictionaryStringString) ?? new(StringComparer.Ordinal);

    /// <summary>Null stands for all kinds, as opposed to none.</summary>
    public static string? Write(IReadOnlyDictionary<string, int>? versions) =>
        versions is null ? null : JsonSerializer.Serialize(versions, Default.IReadOnlyDictionaryStringInt32);

    public static Dictionary<string, int>? ReadVersions(string? text) => text is null ? null : JsonSerializer.Deserialize(text, Default.DictionaryStringInt32);

    public static string Write(IEnumerable<long> numbers) => JsonSerializer.Serialize(numbers, Default.IEnumerableInt64);

    public static byte[]? Write(NewJob? job) => job is null ? null : JsonSerializer.SerializeToUtf8Bytes(job, Default.NewJob);

    public static NewJob? ReadJob(byte[]? json) => json is null ? null : JsonSerializer.Deserialize(json, Default.NewJob);
}
