using System.Globalization;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Interop.Tests.Ring;

/// <summary>A space with one tuple and its ring server, on a free port.</summary>
internal sealed class ServedRing : IAsyncDisposable
{
    private readonly TupleSpaceServer _space;
    private readonly RingServer _ring;

    private ServedRing(TupleSpaceServer space, RingServer ring) => (_space, _ring) = (space, ring);

    public string Port => _ring.Port.ToString(CultureInfo.InvariantCulture);

    public static async Task<ServedRing> StartAsync(string host, RingServerOptions options)
    {
        var space = await TupleSpaceServer.StartAsync($"druby://{host}:0");
        await space.Space.WriteAsync([RubySymbol.Of("hello"), "dotnet"]);
        return new ServedRing(space, await RingServer.StartAsync(space, options with { Port = 0 }));
    }

    public async ValueTask DisposeAsync()
    {
        await _ring.DisposeAsync();
        await _space.DisposeAsync();
    }
}
