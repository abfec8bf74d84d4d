using System.Text.Json;

namespace Ringleader.Remoting.Tests.Marshal.Golden;

/// <summary>What real Ruby 3.1 wrote, refused and answered; its <c>note</c> says how it was made.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly JsonElement Root = Load();

    public static IReadOnlyList<GoldenValue> Values { get; } = Section<List<GoldenValue>>("values");

    public static IReadOnlyList<GoldenLoadError> LoadErrors { get; } = Section<List<GoldenLoadError>>("load_errors");

    public static IReadOnlyList<GoldenRefusal> Refusals { get; } = Section<List<GoldenRefusal>>("cannot_dump");

    public static IReadOnlyList<GoldenCapture> Captures { get; } = Section<List<GoldenCapture>>("captures");

    public static IReadOnlyDictionary<string, int> ObjectNumbers { get; } = Section<Dictionary<string, int>>("object_indexes_consumed");

    public static GoldenValue Value(string name) => Values.Single(value => value.Name == name);

    private static T Section<T>(string name) => Root.GetProperty(name).Deserialize<T>(Json)!;

    private static JsonElement Load()
    {
        using var stream = typeof(GoldenFile).Assembly.GetManifestResourceStream("marshal-golden.json")!;
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
