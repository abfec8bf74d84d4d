using Ringleader.Conformance;
using Ringleader.Interop.Tests.Support;
using Ringleader.TupleSpaces;

namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>A Rinda::TupleSpace in a Ruby process, and a client of it. Its keeper looks often, so that what is over is told soon.</summary>
internal sealed class RubySpaceBackend : TupleSpaceBackend
{
    private readonly RubyServer _ruby;
    private readonly RemoteTupleSpace _client;

    private RubySpaceBackend(RubyServer ruby, RemoteTupleSpace client)
    {
        _ruby = ruby;
        _client = client;
    }

    public override ITupleSpace Space => _client;

    public override bool CanReplace => false;

    public override bool KeepsLeased => false;

    public static async Task<TupleSpaceBackend> StartAsync()
    {
        var ruby = await RubyServer.StartAsync("require 'space'; serve CountingSpace.new(0.05)");
        return new RubySpaceBackend(ruby, RemoteTupleSpace.Connect(ruby.Uri));
    }

    public override Task WhenWaitingAsync(int calls) => Eventually.IsTrueAsync(async () => await _client.Target.CallAsync<int>("waiting") == calls);

    public override async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _ruby.DisposeAsync();
    }
}
