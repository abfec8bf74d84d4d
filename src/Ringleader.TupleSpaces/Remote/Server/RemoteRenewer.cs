using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Expiry;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>A renewer in another process.</summary>
/// <remarks>
/// Rinda's <c>renew</c> takes no argument, and giving it one would be an error. So a renewer that wants to see the tuple has a
/// method <c>renew_tuple(tuple)</c> instead; whether it has is asked once.
/// </remarks>
/// <param name="target">The renewer.</param>
/// <param name="share">Its place in the quota of its owner; null where it renews no more than a call that waits.</param>
internal sealed class RemoteRenewer(RemoteObject target, PeerShare? share = null) : ISharedRenewer
{
    private static readonly SemaphoreSlim NoGate = new(int.MaxValue);

    private const string PlainMethod = "renew";
    private const string SeeingMethod = "renew_tuple";
    private bool? _sees;
    private volatile bool _isAttached;

    public SemaphoreSlim Gate => share?.Gate ?? NoGate;

    public void Attach() => _isAttached = true;

    public void Detach() => share?.Dispose();

    /// <summary>Gives the place back unless a term has the renewer now, or had it.</summary>
    public void DetachUnlessUsed()
    {
        if (!_isAttached)
        {
            Detach();
        }
    }

    public async ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default)
    {
        _sees ??= await target.CallAsync<bool>("respond_to?", [RubySymbol.Of(SeeingMethod)], cancellationToken: cancellationToken).ConfigureAwait(false);
        var answer = _sees.Value
            ? await target.CallAsync(SeeingMethod, [WireFields.WithReferences(tuple.ToWire(), target.ReferenceFor)], cancellationToken: cancellationToken).ConfigureAwait(false)
            : await target.CallAsync(PlainMethod, cancellationToken: cancellationToken).ConfigureAwait(false);
        return WireLifetime.Read(answer);
    }
}
