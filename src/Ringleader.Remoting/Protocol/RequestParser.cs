using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Protocol;

/// <summary>
/// Finds the frames of one request: reference, method name, argument count, the arguments, block. Goes on where it stopped when
/// more bytes have arrived. Source: ruby/drb drb.rb, <c>DRbMessage#recv_request</c>.
/// </summary>
/// <param name="maxBytes">The most bytes of one frame and of one whole request.</param>
/// <param name="maxArguments">The most arguments.</param>
internal sealed class RequestParser(int maxBytes, int maxArguments)
{
    private const int FixedFrames = 3;
    private Frame[] _arguments = new Frame[8];
    private int _found;
    private int _offset;

    /// <summary>The receiver.</summary>
    public Frame Reference { get; private set; }

    /// <summary>The method's name.</summary>
    public Frame Method { get; private set; }

    /// <summary>How many arguments follow.</summary>
    public int ArgumentCount { get; private set; }

    /// <summary>The caller's block, or nil.</summary>
    public Frame Block { get; private set; }

    /// <summary>The length of the whole request.</summary>
    public int Length => _offset;

    /// <summary>The length that was refused, with <see cref="FrameStatus.TooLarge"/>.</summary>
    public uint Claimed { get; private set; }

    /// <summary>How many bytes the request has at least, as far as its lengths have arrived. Valid while it is incomplete.</summary>
    public long Needed { get; private set; }

    /// <summary>An argument by its index from 0.</summary>
    public Frame Argument(int index) => _arguments[index];

    /// <summary>Forgets the request that was found.</summary>
    public void Reset()
    {
        _found = 0;
        _offset = 0;
        ArgumentCount = 0;
    }

    /// <summary>Goes on looking in a buffer that starts where it did before.</summary>
    public FrameStatus TryParse(ReadOnlySpan<byte> buffer)
    {
        while (true)
        {
            var status = Frame.TryRead(buffer, _offset, maxBytes, out var frame, out var claimed);
            if (status != FrameStatus.TooLarge && _offset + (long)claimed > maxBytes)
            {
                status = FrameStatus.TooLarge;
            }

            if (status != FrameStatus.Complete)
            {
                Claimed = claimed;
                Needed = _offset + Frame.HeaderLength + (long)claimed;
                return status;
            }

            _offset = frame.Offset + frame.Length;
            if (_found == FixedFrames + ArgumentCount)
            {
                Block = frame;
                return FrameStatus.Complete;
            }

            status = Take(frame, buffer);
            if (status != FrameStatus.Complete)
            {
                return status;
            }

            _found++;
        }
    }

    private FrameStatus Take(Frame frame, ReadOnlySpan<byte> buffer)
    {
        switch (_found)
        {
            case 0:
                Reference = frame;
                return FrameStatus.Complete;
            case 1:
                Method = frame;
                return FrameStatus.Complete;
            case 2:
                return TakeCount(frame.In(buffer));
            default:
                _arguments[_found - FixedFrames] = frame;
                return FrameStatus.Complete;
        }
    }

    private FrameStatus TakeCount(ReadOnlySpan<byte> document)
    {
        int count;
        try
        {
            count = new MarshalReader(document, MarshalOptions.Default, references: null).ReadInt32();
        }
        catch (MarshalException)
        {
            // The caller answers that the request is malformed; what exactly was there instead of a count helps nobody.
            return FrameStatus.Malformed;
        }

        if (count < 0)
        {
            return FrameStatus.Malformed;
        }

        if (count > maxArguments)
        {
            return FrameStatus.TooManyArguments;
        }

        ArgumentCount = count;
        if (_arguments.Length < count)
        {
            _arguments = new Frame[count];
        }

        return FrameStatus.Complete;
    }
}
