namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>
/// Counts words in bytes that come in pieces. A word is a run of bytes other than ASCII white space, as <c>wc -w</c> has it for plain text.
/// </summary>
internal struct WordCounter
{
    private bool _isInWord;

    public long Words { get; private set; }

    public void Add(ReadOnlySpan<byte> piece)
    {
        foreach (var value in piece)
        {
            var isBlank = value is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');
            Words += !isBlank && !_isInWord ? 1 : 0;
            _isInWord = !isBlank;
        }
    }
}
