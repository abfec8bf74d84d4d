using Ringleader.LoadTests.Measuring;
using Ringleader.Remoting.Marshal;

namespace Ringleader.LoadTests.Roles.Druby;

/// <summary>A call is one decode and one encode of the document in the file, by the public entry of the codec.</summary>
internal sealed class MarshalRole(string file) : IClientRole
{
    private readonly byte[] _document = File.ReadAllBytes(file);

    public Task<RunReport> RunAsync(RunCommand command) =>
        Task.FromResult(ClosedLoop.RunThreads(command, _ => DecodeAndEncode));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private int DecodeAndEncode(int value)
    {
        byte[] encoded = RubyMarshal.Dump(RubyMarshal.Load(_document));
        return encoded.Length == _document.Length
            ? value
            : throw new InvalidOperationException("The document changed, so the run is void.");
    }
}
