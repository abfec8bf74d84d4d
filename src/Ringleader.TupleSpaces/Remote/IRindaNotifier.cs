using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Remote;

/// <summary>What peers call on a NotifyTemplateEntry. Source: rinda/tuplespace.rb.</summary>
[RemoteContract]
internal interface IRindaNotifier : IRindaEntry
{
    /// <summary>Waits for the next event, an Array such as <c>["write", tuple]</c>; after <c>["close"]</c> it raises.</summary>
    ValueTask<object?[]> PopAsync(CancellationToken cancellationToken = default);

    /// <summary>Yields events until <c>["close"]</c>, and cancels the notifier at the end.</summary>
    ValueTask EachAsync(Func<object?[], ValueTask> block, CancellationToken cancellationToken = default);
}
