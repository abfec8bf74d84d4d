using System.Diagnostics.CodeAnalysis;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>A lease as its taker sees it.</summary>
/// <param name="id">Its id at the server.</param>
/// <param name="startedAt">The time stamp before the lease was asked for: the server counts from later on.</param>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer or a link holds nothing, and its token outlives the lease.")]
internal sealed class KeptLease(long id, long startedAt)
{
    private readonly CancellationTokenSource _lost = new();

    public long Id => id;

    /// <summary>The time stamp from which the server's last promise counts at the earliest. Only the keeper's loop changes it.</summary>
    public long RenewedAt { get; set; } = startedAt;

    public CancellationToken Lost => _lost.Token;

    public Task LoseAsync() => _lost.CancelAsync();
}
