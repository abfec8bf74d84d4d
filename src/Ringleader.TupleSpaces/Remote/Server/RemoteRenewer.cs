using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>A renewer in another process.</summary>
/// <remarks>
/// Rinda's <c>renew</c> takes no argument, and giving it one would be an error. So a renewer that wants to see the tuple has a
/// method <c>renew_tuple(tuple)</c> instead; whether it has is asked once.
/// </remarks>
internal sealed class RemoteRenewer(RemoteObject target) : ITupleRenewer
{
    private const string PlainMethod = "renew";
    private const string SeeingMethod = "renew_tuple";
    private bool? _sees;

    public async ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default)
    {
        _sees ??= await target.CallAsync<bool>("respond_to?", [RubySymbol.Of(SeeingMethod)], cancellationToken: cancellationToken).ConfigureAwait(false);
        var answer = _sees.Value
            ? await target.CallAsync(SeeingMethod, [WireFields.WithReferences(tuple.ToWire(), target.ReferenceFor)], cancellationToken: cancellationToken).ConfigureAwait(false)
            : await target.CallAsync(PlainMethod, cancellationToken: cancellationToken).ConfigureAwait(false);
        return WireLifetime.Read(answer);
    }
}
