using System.Diagnostics.CodeAnalysis;

namespace Ringleader.TupleSpaces.Remote.Client;

/// <summary>One renewer for one tuple, as its space calls it.</summary>
/// <remarks>
/// The space does not say when it needs the renewer no more. It is let go when its last answer was final, or when it was not
/// asked again for twice the time of its last answer.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The timer is disposed when the renewer is let go, which it brings about itself.")]
internal sealed class LentRenewer : IRindaRenewer
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(45);
    private readonly ITupleRenewer _renewer;
    private readonly SpaceTuple _tuple;
    private readonly Action<LentRenewer> _letGo;
    private readonly ITimer _timer;

    public LentRenewer(ITupleRenewer renewer, SpaceTuple tuple, TimeProvider clock, Action<LentRenewer> letGo)
    {
        _renewer = renewer;
        _tuple = tuple;
        _letGo = letGo;
        _timer = clock.CreateTimer(static state => ((LentRenewer)state!).LetGo(), this, Slack, Timeout.InfiniteTimeSpan);
    }

    public async ValueTask<object?> RenewAsync(CancellationToken cancellationToken = default)
    {
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var isFinal = true;
        try
        {
            var lifetime = await _renewer.RenewAsync(_tuple, cancellationToken).ConfigureAwait(false);
            if (lifetime.Duration is { } duration && duration > TimeSpan.Zero)
            {
                isFinal = false;
                var keepFor = duration < LongestTimer / 2 ? (duration * 2) + Slack : LongestTimer;
                _timer.Change(keepFor, Timeout.InfiniteTimeSpan);
            }

            return WireLifetime.Write(lifetime);
        }
        finally
        {
            if (isFinal)
            {
                LetGo();
            }
        }
    }

    private void LetGo()
    {
        _timer.Dispose();
        _letGo(this);
    }
}
