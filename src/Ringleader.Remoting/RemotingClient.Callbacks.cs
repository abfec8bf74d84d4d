using Ringleader.Remoting.Client;
using Ringleader.Remoting.Objects;

namespace Ringleader.Remoting;

/// <content>The server that peers call back to.</content>
public sealed partial class RemotingClient
{
    private readonly CallbackServers _callbacks;

    internal Export ExportTo(Endpoint endpoint)
    {
        if (_owner is { } owner)
        {
            return new Export(owner, owner.AddressFor(endpoint.Uri));
        }

        return _callbacks.For(endpoint.Uri);
    }

    /// <summary>The server at an address if this client exports from it, else null.</summary>
    internal RemoteServer? ExportingServerAt(string address) => (_owner ?? Options.CallbackServer) is { } only
        ? only.IsAt(address) ? only : null
        : _callbacks.Find(address);
}
