using System.Buffers;
using System.Text;
using System.Text.Json;
using Ringleader.PostgreSql.Database;

namespace Ringleader.PostgreSql.Rows;

/// <summary>The kinds that a worker knows, each with the newest version of its arguments; null for all.</summary>
internal static class KindVersions
{
    /// <summary>As JSON, as the row of a worker has them.</summary>
    public static string? Write(IReadOnlyDictionary<string, int>? versions)
    {
        if (versions is null)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (kind, version) in versions)
            {
                writer.WriteNumber(kind, version);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Dictionary<string, int>? Read(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.GetInt32(), StringComparer.Ordinal);
    }

    /// <summary>As two arrays, as claims have them: the numbers of the kinds, and the versions.</summary>
    public static async ValueTask<(int[]? Kinds, int[]? Versions)> NumberAsync(
        IReadOnlyDictionary<string, int>? versions, Names names, CancellationToken cancellationToken) => versions is null
        ? (null, null)
        : (await names.GetNumbersAsync(versions.Keys, cancellationToken).ConfigureAwait(false), [.. versions.Values]);
}
