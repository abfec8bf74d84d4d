using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.References;

/// <summary>Ruby's <c>DRb::GW</c> between two networks: its references carry another reference as their id.</summary>
public sealed class GatewayTests
{
    [Fact]
    public async Task A_dotnet_object_is_called_through_a_ruby_gateway()
    {
        await using var server = await RemoteServer.StartAsync(null, new Echo());
        await using var gateway = await RubyServer.StartAsync(
            """
            require 'drb/gw'
            DRb.install_id_conv(DRb::GWIdConv.new)
            table = DRb::GW.new
            other = DRb::DRbServer.new('druby://127.0.0.1:0', table)
            table['other side'] = other.uri
            serve table
            """);
        var oneSide = RemoteObject.Connect(gateway.Uri);
        var otherSide = RemoteObject.Connect(await oneSide.CallAsync<string>("[]", ["other side"]));

        await oneSide.CallAsync("[]=", ["echo", RemoteObject.Connect(server.Uri)]);
        var throughGateway = await otherSide.CallAsync<RemoteObject>("[]", ["echo"]);

        Assert.Equal(otherSide.Uri, throughGateway.Uri);
        Assert.IsType<object?[]>(throughGateway.Id);
        Assert.Equal("over the bridge", await throughGateway.CallAsync<string>("echo", ["over the bridge"]));
        Assert.Equal("typed", throughGateway.As<IEcho>().Echo("typed"));
    }
}
