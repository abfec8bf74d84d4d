using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ringleader.PostgreSql.Rows;

/// <summary>
/// Rows as COPY takes them. Values by way of the driver cost several times as much, which shows with thousands of rows.
/// </summary>
/// <remarks>Source: the PostgreSQL manual, COPY, "Binary Format", and the send and receive functions of the types.</remarks>
internal sealed class BinaryRows
{
    private const int TextType = 25;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);

    public BinaryRows()
    {
        _bytes.Write(Signature);
        WriteInt(0); // flags
        WriteInt(0); // length of what a later version adds to the header
    }

    /// <summary>What was written and not yet taken.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    /// <summary>Forgets what was written, once it is sent.</summary>
    public void Forget() => _bytes.ResetWrittenCount();

    public void StartRow(short columns) => WriteShort(columns);

    public void End() => WriteShort(-1);

    public void WriteNull() => WriteInt(-1);

    public void Write(bool value)
    {
        WriteInt(sizeof(byte));
        _bytes.GetSpan(sizeof(byte))[0] = value ? (byte)1 : (byte)0;
        _bytes.Advance(sizeof(byte));
    }

    public void Write(short value)
    {
        WriteInt(sizeof(short));
        WriteShort(value);
    }

    public void Write(int value)
    {
        WriteInt(sizeof(int));
        WriteInt(value);
    }

    public void Write(long value)
    {
        WriteInt(sizeof(long));
        WriteLong(value);
    }

    public void Write(long? value)
    {
        if (value is { } some)
        {
            Write(some);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>An instant in UTC.</summary>
    public void Write(DateTime value) => Write((value - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public void Write(ReadOnlySpan<byte> value)
    {
        WriteInt(value.Length);
        _bytes.Write(value);
    }

    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        var length = Utf8.GetByteCount(value);
        WriteInt(length);
        _bytes.Advance(Utf8.GetBytes(value, _bytes.GetSpan(length)));
    }

    /// <summary>An array of texts; null when it is empty.</summary>
    public void Write(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            WriteNull();
            return;
        }

        const int Head = 5 * sizeof(int);
        WriteInt(Head + values.Sum(value => sizeof(int) + Utf8.GetByteCount(value)));
        WriteInt(1); // dimensions
        WriteInt(0); // no nulls
        WriteInt(TextType);
        WriteInt(values.Count);
        WriteInt(1); // the first index
        foreach (var value in values)
        {
            Write(value);
        }
    }

    private void WriteShort(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(sizeof(short)), value);
        _bytes.Advance(sizeof(short));
    }

    private void WriteInt(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    private void WriteLong(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }
}
