using Ringleader.Conformance.Services;
using Ringleader.Interop.Tests.Support;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.Services;

/// <summary>The board is a Rinda::TupleSpace in a Ruby process.</summary>
public sealed class RubyBoardTests : ServiceRingConformance
{
    protected override async Task<BoardHost> StartAsync()
    {
        var ruby = await RubyServer.StartAsync("require 'rinda/tuplespace'; serve Rinda::TupleSpace.new(1)");
        var space = RemoteTupleSpace.Connect(ruby.Uri);
        return new BoardHost(space, new() { RingServers = [ruby.Uri] }, hasLeases: false, async () =>
        {
            await space.DisposeAsync();
            await ruby.DisposeAsync();
        });
    }
}
