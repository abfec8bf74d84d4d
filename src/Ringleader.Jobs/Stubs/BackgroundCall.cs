using System.Buffers;
using System.ComponentModel;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs.Stubs;

/// <summary>One call of a <see cref="BackgroundAttribute"/> method on its way to the store. Made by generated code, used once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Enqueuing disposes of the writer, which holds memory only.")]
public sealed class BackgroundCall
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;
    private readonly JobClient _client;
    private readonly JobKind _kind;

    internal BackgroundCall(JobClient client, JobKind kind)
    {
        _client = client;
        _kind = kind;
        _writer = new(_buffer);
        _writer.WriteStartArray();
    }

    /// <summary>Adds an argument.</summary>
    /// <exception cref="ArgumentException">It cannot be written as JSON.</exception>
    public BackgroundCall With<T>(T? value)
    {
        try
        {
            // Null is written as null, whatever the type says of it.
            JsonSerializer.Serialize(_writer, value!, _client.Registry.Kinds.Json.Find<T>());
            return this;
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException)
        {
            throw new ArgumentException($"An argument of a job of kind '{_kind.Name}' cannot be written as JSON: {problem.Message}", nameof(value), problem);
        }
    }

    /// <summary>Stores the job, in a transaction where there is one.</summary>
    public async Task<JobReceipt> EnqueueAsync(JobOptions? options = null, DbTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        _writer.WriteEndArray();
        await _writer.DisposeAsync().ConfigureAwait(false);
        return transaction is null
            ? await _client.EnqueueAsync(_kind, _buffer.WrittenMemory, options, cancellationToken).ConfigureAwait(false)
            : await _client.In(transaction).EnqueueAsync(_kind, _buffer.WrittenMemory, options, cancellationToken).ConfigureAwait(false);
    }
}
