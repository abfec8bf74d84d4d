namespace Ringleader.Remoting.Protocol;

/// <summary>Finds the two frames of one reply: the mark of success and the result. Source: ruby/drb drb.rb, <c>DRbMessage#recv_reply</c>.</summary>
internal struct ReplyParser
{
    private const int MarkLength = 3;
    private bool _hasMark;
    private int _offset;

    /// <summary>True for a result, false for an exception.</summary>
    public bool Succeeded { get; private set; }

    /// <summary>The result or the exception.</summary>
    public Frame Result { get; private set; }

    /// <summary>The length of the whole reply.</summary>
    public readonly int Length => _offset;

    /// <summary>The length that was refused, with <see cref="FrameStatus.TooLarge"/>.</summary>
    public uint Claimed { get; private set; }

    /// <summary>How many bytes the reply has at least, as far as its lengths have arrived. Valid while it is incomplete.</summary>
    public long Needed { get; private set; }

    /// <summary>Goes on looking in a buffer that starts where it did before.</summary>
    public FrameStatus TryParse(ReadOnlySpan<byte> buffer, int maxBytes)
    {
        while (true)
        {
            var status = Frame.TryRead(buffer, _offset, _hasMark ? maxBytes : MarkLength, out var frame, out var claimed);
            if (status != FrameStatus.Complete)
            {
                Claimed = claimed;
                Needed = _offset + Frame.HeaderLength + (long)claimed;
                return status == FrameStatus.TooLarge && !_hasMark ? FrameStatus.Malformed : status;
            }

            if (!_hasMark)
            {
                var document = frame.In(buffer);
                if (document.Length != MarkLength || document[2] is not ((byte)'T' or (byte)'F' or (byte)'0'))
                {
                    return FrameStatus.Malformed;
                }

                Succeeded = document[2] == (byte)'T';
                _hasMark = true;
                _offset = frame.Offset + frame.Length;
                continue;
            }

            Result = frame;
            _offset = frame.Offset + frame.Length;
            return FrameStatus.Complete;
        }
    }
}
