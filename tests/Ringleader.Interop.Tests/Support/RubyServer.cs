namespace Ringleader.Interop.Tests.Support;

/// <summary>A Ruby process that serves: its script ends with a call of <c>serve</c>, which says when it is ready and where.</summary>
public sealed class RubyServer : IAsyncDisposable
{
    private const string Ready = "ready ";

    private RubyServer(RubyProcess process, string uri)
    {
        Process = process;
        Uri = uri;
    }

    public RubyProcess Process { get; }

    public string Uri { get; }

    public static async Task<RubyServer> StartAsync(string script, params string[] arguments)
    {
        var process = RubyProcess.Start(script, arguments);
        try
        {
            var line = await process.ReadLineAsync();
            return line.StartsWith(Ready, StringComparison.Ordinal)
                ? new RubyServer(process, line[Ready.Length..])
                : throw new InvalidOperationException($"A Ruby server said '{line}' where 'ready' and its address were expected.");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
