using System.Buffers.Binary;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Protocol;

/// <summary>Writes frames: the length is reserved, the document written behind it, and the length patched.</summary>
internal static class FrameWriter
{
    /// <summary>A frame with <c>nil</c>.</summary>
    public static ReadOnlySpan<byte> Nil => [0, 0, 0, 3, 4, 8, (byte)'0'];

    /// <summary>A frame with <c>true</c>: a reply's mark of success.</summary>
    public static ReadOnlySpan<byte> True => [0, 0, 0, 3, 4, 8, (byte)'T'];

    /// <summary>A frame with <c>false</c>: a reply's mark of failure.</summary>
    public static ReadOnlySpan<byte> False => [0, 0, 0, 3, 4, 8, (byte)'F'];

    /// <summary>Reserves the length and gives the place to hand to <see cref="End"/>.</summary>
    public static int Begin(ByteBuffer output)
    {
        var start = output.Length;
        output.Append([0, 0, 0, 0]);
        return start;
    }

    /// <summary>Patches the length of the frame that began at a place.</summary>
    public static void End(ByteBuffer output, int start) =>
        BinaryPrimitives.WriteUInt32BigEndian(output.Written[start..], (uint)(output.Length - start - Frame.HeaderLength));

    /// <summary>
    /// Writes a value as one frame. When it holds something that lives here, the whole value goes as a reference instead:
    /// the rule of <c>DRbMessage#dump</c>.
    /// </summary>
    public static void WriteValue(ByteBuffer output, MarshalWriter writer, object? value, IMarshalReferences references)
    {
        var start = Begin(output);
        if (!writer.TryWriteDocument(output, value, references))
        {
            var (uri, id) = references.ToReference(value!); // only an object can be undumped
            MarshalWriter.WriteReference(output, uri, id);
        }

        End(output, start);
    }
}
