using System.ComponentModel;
using System.Text;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Protocol;

namespace Ringleader.Remoting.Contracts;

/// <summary>The constant part of a call: the method's name, encoded once for all calls. Immutable. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RemoteMethod
{
    private static readonly byte[][] CountFrames = [.. Enumerable.Range(0, 16).Select(EncodeCount)];
    private readonly byte[] _nameFrame;

    /// <summary>Names a method as it is called on the wire.</summary>
    /// <param name="name">The Ruby name.</param>
    public RemoteMethod(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        using var buffer = new ByteBuffer();
        var start = FrameWriter.Begin(buffer);
        if (Ascii.IsValid(name))
        {
            MarshalWriter.WriteAscii(buffer, Encoding.ASCII.GetBytes(name));
        }
        else
        {
            MarshalWriter.WriteText(buffer, name);
        }

        FrameWriter.End(buffer, start);
        _nameFrame = buffer.Written.ToArray();
    }

    /// <summary>The Ruby name.</summary>
    public string Name { get; }

    internal void WriteTo(ByteBuffer output, int argumentCount)
    {
        output.Append(_nameFrame);
        output.Append(argumentCount < CountFrames.Length ? CountFrames[argumentCount] : EncodeCount(argumentCount));
    }

    private static byte[] EncodeCount(int count)
    {
        using var buffer = new ByteBuffer();
        var start = FrameWriter.Begin(buffer);
        MarshalWriter.WriteInt64(buffer, count);
        FrameWriter.End(buffer, start);
        return buffer.Written.ToArray();
    }
}
