namespace Ringleader.Remoting.Tests.Services;

/// <summary>What tests of references, blocks, events and streams call.</summary>
[RemoteContract]
public interface IGallery
{
    event Action<string>? Opened;

    IPicture Open(string title);

    bool IsOriginal(IPicture picture);

    /// <summary>Asks the picture, wherever it is.</summary>
    ValueTask<string> TitleOfAsync(IPicture picture);

    /// <summary>Keeps a value and says what it arrived as.</summary>
    string Keep(object? value);

    object? Kept();

    ValueTask<int> SumAsync(int count, Func<int, ValueTask<int>> block);

    /// <summary>Keeps a delegate beyond the call.</summary>
    void Hang(string name, Func<string, ValueTask<string>> callback, Action? unused = null);

    ValueTask<string> RingAsync(string text);

    IAsyncEnumerable<int> CountAsync(int to, CancellationToken cancellationToken = default);

    void Announce(string title);

    void Refuse(int code);
}

[RemoteContract]
public interface IPicture
{
    string Title { get; set; }
}

[RubyType("Gallery::Frame")]
public sealed record PictureFrame(int Width, string? Color);

[RubyType("Gallery::Refused")]
public sealed class RefusedException(string message, int code) : Exception(message)
{
    public int Code { get; } = code;
}

/// <summary>Data of a registered type that is to stay where it is all the same.</summary>
[ByReference]
public sealed class Sculpture : IPicture
{
    public string Title { get; set; } = "marble";
}

internal sealed class Picture : IPicture
{
    public string Title { get; set; } = "";
}
