using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ringleader.Jobs.Types;

/// <summary>
/// Finds how a type is written as JSON: in the contexts that were given, with their own options; then among the plain types; and at last
/// by reflection, where the program allows it. Thread-safe.
/// </summary>
internal sealed class JobJson
{
    private readonly JsonSerializerContext[] _contexts;
    private readonly JsonSerializerOptions _options;

    /// <summary>Takes what was given.</summary>
    /// <param name="resolvers">Where to look first.</param>
    /// <param name="allowsReflection">False in programs that are trimmed or compiled ahead of time.</param>
    public JobJson(IReadOnlyCollection<IJsonTypeInfoResolver> resolvers, bool allowsReflection)
    {
        _contexts = [.. resolvers.OfType<JsonSerializerContext>()];
        _options = new JsonSerializerOptions
        {
            // An argument that is missing is an error, not a zero that a handler would take for the truth.
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. resolvers, PlainJson.Default, allowsReflection ? Reflection() : null]),
        };
        _options.MakeReadOnly();
    }

    /// <summary>The JSON form of a type; null when none is known.</summary>
    public JsonTypeInfo? TryFind(Type type)
    {
        foreach (var context in _contexts)
        {
            if (context.GetTypeInfo(type) is { } own)
            {
                return own;
            }
        }

        return _options.TryGetTypeInfo(type, out var found) ? found : null;
    }

    /// <summary>The JSON form of a type.</summary>
    /// <exception cref="InvalidOperationException">None is known; the message says what to write.</exception>
    public JsonTypeInfo Find(Type type) => TryFind(type) ?? throw new InvalidOperationException(
        $"It is not known how '{type}' is written as JSON. Add [JsonSerializable(typeof({type.Name}))] to a JsonSerializerContext and give it with UseJson, as in UseJson(AppJson.Default).");

    /// <inheritdoc cref="Find"/>
    public JsonTypeInfo<T> Find<T>() => (JsonTypeInfo<T>)Find(typeof(T));

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Used only where the program has not switched reflection off, as trimmed programs do.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Used only where the program has not switched reflection off, as programs compiled ahead of time do.")]
    private static DefaultJsonTypeInfoResolver Reflection() => new();
}
