using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A watch of a <see cref="TupleSpaceServer"/>: one call waits there, and each answer brings what has happened since.</summary>
internal sealed class LeasingWatch : FedWatch
{
    private const int BatchSize = 256;
    private readonly ILeasingSpace _remote;
    private readonly long _id;
    private readonly double _slice;

    public LeasingWatch(ILeasingSpace remote, long id, RemoteTupleSpaceOptions options)
        : base(BatchSize)
    {
        _remote = remote;
        _id = id;
        _slice = new WaitSlices(Timeout.InfiniteTimeSpan, options.Remoting.CallTimeout, options.TimeProvider).Next();
        Start();
    }

    protected override async Task FeedAsync(CancellationToken stop)
    {
        while (await _remote.WatchEventsAsync(_id, BatchSize, _slice, stop).ConfigureAwait(false) is { } events)
        {
            foreach (var fields in events)
            {
                if (!await AddAsync(ToEvent(fields), stop).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    protected override async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_slice));
        await _remote.EndWatchAsync(_id, limit.Token).ConfigureAwait(false);
    }

    private static TupleEvent ToEvent(object?[] fields) => fields is [var name, var sequence, var tuple, var lost]
        ? new TupleEvent(
            EventNames.KindOf(RubyConvert.ToText(name)),
            RubyConvert.ToInt64(sequence),
            tuple is null ? null : SpaceTuple.FromWire(tuple),
            RubyConvert.ToInt64(lost))
        : throw new MarshalException($"An event of a watch has four fields, but {fields.Length} arrived.");
}
