using Ringleader.Interop.Tests.Support;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>Runs a Ruby script against a space of this process; <c>space</c> and <c>proxy</c> are the space in it.</summary>
internal static class RubyOnDotnet
{
    public static async Task<string> RunAsync(string script, TupleSpaceServerOptions? options = null)
    {
        await using var server = await TupleSpaceServer.StartAsync(options: options);
        return await RunAsync(server, script);
    }

    public static Task<string> RunAsync(TupleSpaceServer server, string script) =>
        RubyProcess.RunAsync($"require 'space'\n{script}", server.Uri);
}
