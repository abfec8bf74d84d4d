namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>A renewer of this process that came back as itself, because the client that wrote the tuple runs here too.</summary>
internal sealed class LocalRenewer(IRindaRenewer target) : ITupleRenewer
{
    public async ValueTask<Lifetime> RenewAsync(SpaceTuple tuple, CancellationToken cancellationToken = default) =>
        WireLifetime.Read(await target.RenewAsync(cancellationToken).ConfigureAwait(false));
}
