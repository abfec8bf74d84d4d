namespace Ringleader.Remoting.Tests.Services;

/// <summary>Small questions with large answers.</summary>
[RemoteContract]
public interface ILibrary
{
    string Read(int length);

    ValueTask<string> ReadLaterAsync(int length);

    string Fail(int length);

    string FailWithHalfOfAPair();

    string FailUnreadably();

    int Measure(string text);
}

internal sealed class Library : ILibrary
{
    public string Read(int length) => new('r', length);

    public async ValueTask<string> ReadLaterAsync(int length)
    {
        await Task.Yield();
        return Read(length);
    }

    public string Fail(int length) => throw new InvalidOperationException(new string('e', length));

    public string FailWithHalfOfAPair() => throw new InvalidOperationException("half \ud83d of a pair");

    public string FailUnreadably() => throw new UnreadableException();

    public int Measure(string text) => text.Length;

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }
}
