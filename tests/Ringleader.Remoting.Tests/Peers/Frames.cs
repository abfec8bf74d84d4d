using System.Buffers.Binary;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Peers;

/// <summary>Requests and replies as bytes.</summary>
internal static class Frames
{
    public static byte[] Nil { get; } = [4, 8, (byte)'0'];

    /// <summary>A request to the front without a block.</summary>
    public static byte[] Request(string method, params object?[] arguments) => RequestTo(null, method, arguments);

    /// <summary>A request to the object with an id.</summary>
    public static byte[] RequestTo(object? id, string method, params object?[] arguments) => Join(
        [RubyMarshal.Dump(id), RubyMarshal.Dump(method), RubyMarshal.Dump(arguments.Length), .. arguments.Select(static a => RubyMarshal.Dump(a)), Nil]);

    public static byte[] Reply(object? result) => Join(RubyMarshal.Dump(true), RubyMarshal.Dump(result));

    /// <summary>A reply with an exception as Ruby writes it.</summary>
    public static byte[] Failure(string className, string message, params object?[] backtrace)
    {
        var error = new RubyObject(className);
        error.Variables.Add("mesg", message);
        error.Variables.Add("bt", backtrace);
        return Join(RubyMarshal.Dump(false), RubyMarshal.Dump(error));
    }

    public static byte[] Join(params byte[][] documents) => [.. documents.SelectMany(Frame)];

    public static byte[] Frame(byte[] document)
    {
        var frame = new byte[4 + document.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, document.Length);
        document.CopyTo(frame, 4);
        return frame;
    }

    /// <summary>The documents of frames that follow one another.</summary>
    public static byte[][] Split(ReadOnlySpan<byte> bytes)
    {
        var documents = new List<byte[]>();
        while (!bytes.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
            documents.Add(bytes.Slice(4, length).ToArray());
            bytes = bytes[(4 + length)..];
        }

        return [.. documents];
    }
}
