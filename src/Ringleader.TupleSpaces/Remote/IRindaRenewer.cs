using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>What spaces call on a renewer. Source: rinda.rb, SimpleRenewer.</summary>
[RemoteContract]
internal interface IRindaRenewer
{
    /// <summary>A number of seconds, nil for ever, or true to let go.</summary>
    ValueTask<object?> RenewAsync(CancellationToken cancellationToken = default);
}
