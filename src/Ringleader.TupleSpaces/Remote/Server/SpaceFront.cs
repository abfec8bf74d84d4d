using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.TupleSpaces.Leasing;

namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>
/// The object that peers call: a Rinda::TupleSpace, and beyond that what <see cref="ILeasingSpace"/> says.
/// </summary>
/// <remarks>
/// <para>
/// Tuples are kept as they came and are handed back so. A reference in a template is a value like another: it is compared, and
/// never called, so a Proc of a peer matches nothing but itself; Ruby would call it back for every candidate.
/// </para>
/// <para>
/// A take holds its tuple under a lease of this process until its reply was sent, to a caller whose connection was open at that
/// moment. What remains is the time until the reply is read: a caller that dies then has taken the tuple with it, unless it came
/// with a port or a lease.
/// </para>
/// </remarks>
internal sealed partial class SpaceFront : IRindaSpace, ILeasingSpace, IDisposable
{
    /// <summary>For how long a taker may repeat a message that was not answered.</summary>
    private static readonly TimeSpan LeaseMemory = TimeSpan.FromMinutes(1);

    private readonly TupleSpace _space;
    private readonly TupleSpaceServerOptions _options;
    private readonly TimeProvider _clock;
    private readonly RemoteCollection _collections;
    private readonly LeaseTable _leases;
    private readonly ServedWatches _watches;
    private readonly CancellableWaits _waits = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SendCheck _check;
    private readonly ILogger _logger;
    private readonly PeerQuota _watchQuota;
    private readonly PeerQuota _waitQuota;
    private readonly PeerQuota _renewerQuota;
    private readonly PeerQuota _leaseQuota;
    private RemoteServer? _server;

    public SpaceFront(TupleSpace space, TupleSpaceServerOptions options)
    {
        _space = space;
        _options = options;
        _clock = space.Options.TimeProvider;
        _started = _clock.GetTimestamp();
        _collections = new RemoteCollection(space.Options.MaxFields, options.CallbackTimeout, _clock);
        _leases = new LeaseTable(space, LeaseMemory);
        _watches = new ServedWatches(options.WatchKeep, _clock, _stopping.Token);
        _check = new SendCheck(this);
        _logger = space.Options.LoggerFactory.CreateLogger<TupleSpaceServer>();
        _watchQuota = new("watches", space.Options.MaxWatches, nameof(TupleSpaceOptions.MaxWatches), options.MaxWatchesPerPeer, nameof(options.MaxWatchesPerPeer));
        _waitQuota = new("waiting calls", space.Options.MaxWaiters, nameof(TupleSpaceOptions.MaxWaiters), options.MaxWaitersPerPeer, nameof(options.MaxWaitersPerPeer));
        _renewerQuota = new("renewers", options.MaxRenewers, nameof(options.MaxRenewers), options.MaxRenewersPerPeer, nameof(options.MaxRenewersPerPeer));
        _leaseQuota = new("leases", options.MaxLeases, nameof(options.MaxLeases), options.MaxLeasesPerPeer, nameof(options.MaxLeasesPerPeer));
    }

    /// <summary>Said once, before the first call: the server that exports what peers get by reference.</summary>
    public void ServedBy(RemoteServer server) => _server = server;

    /// <summary>The server, once it is there.</summary>
    public RemoteServer Server => _server ?? throw new InvalidOperationException("The space is not served yet.");

    /// <summary>Ends the waits and watches of peers, so that the server can stop without waiting for them.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watches.DrainAsync().ConfigureAwait(false);
        await _watches.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Gives back what takers hold.</summary>
    public void Dispose()
    {
        _leases.ReturnAll();
        _stopping.Dispose();
    }

    public object ToWire(SpaceTuple tuple) => WithReferences(tuple.ToWire());

    public object ToWire(Template template) => WithReferences(template.ToWire());

    public Deadline DeadlineOf(Lifetime lifetime) => new(lifetime, _space.Options.RenewTimeout, _clock);

    /// <summary>Rinda's <c>sec</c>.</summary>
    public static Lifetime ToLifetime(object? sec) => sec switch
    {
        RemoteObject renewer => Lifetime.RenewedBy(new RemoteRenewer(renewer)),
        IRindaRenewer local => Lifetime.RenewedBy(new LocalRenewer(local)),
        _ => WireLifetime.Read(sec),
    };

    private object WithReferences(object fields) => WireFields.WithReferences(fields, ReferenceTo);

    private RemoteObject ReferenceTo(object value) => Server.ReferenceTo(value);

    /// <summary>A lifetime whose renewer has its place in the quota of the peer until nothing is renewed by it.</summary>
    private Lifetime ToSharedLifetime(object? sec, Peer peer) =>
        sec is RemoteObject renewer ? Lifetime.RenewedBy(new RemoteRenewer(renewer, _renewerQuota.Claim(peer))) : ToLifetime(sec);

    private static void Unclaim(Lifetime lifetime) => (lifetime.Renewer as RemoteRenewer)?.DetachUnlessUsed();

    private async ValueTask<SpaceTuple> ToTupleAsync(object? tuple, CancellationToken cancellationToken)
    {
        var read = SpaceTuple.FromWire(tuple is RemoteObject ? await _collections.CopyAsync(tuple, cancellationToken).ConfigureAwait(false) : tuple);
        _check.Require(read);
        return read;
    }

    private async ValueTask<Template> ToTemplateAsync(object? template, CancellationToken cancellationToken) =>
        Template.FromWire(template is RemoteObject ? await _collections.CopyAsync(template, cancellationToken).ConfigureAwait(false) : template);
}
