namespace Ringleader.Remoting;

/// <summary>
/// References that keep their objects alive for a time after their last use: Ruby's <c>TimerIdConv</c>. Thread-safe.
/// </summary>
/// <remarks>
/// Handing an object out and calling it are uses. After the last use it is kept for at least the given time and for at most
/// twice that. Then it may be collected; for as long as something else on the server holds it, its references stay good, and
/// the next use keeps it again. Ids are those of a <see cref="WeakIdConverter"/>.
/// </remarks>
public sealed class TimedIdConverter : IObjectIdConverter
{
    /// <summary>The time for which objects are kept unless told otherwise: 600 seconds, as in Ruby.</summary>
    public static readonly TimeSpan DefaultKeepFor = TimeSpan.FromSeconds(600);

    private static readonly TimeSpan LongestKeepFor = TimeSpan.FromDays(49);

    private readonly Lock _lock = new();
    private readonly WeakIdConverter _ids = new();
    private readonly TimeSpan _keepFor;
    private readonly ITimer _timer;
    private HashSet<object> _recent = new(ReferenceEqualityComparer.Instance);
    private HashSet<object> _older = new(ReferenceEqualityComparer.Instance);
    private bool _isTicking;

    /// <summary>Creates a converter that knows no objects yet.</summary>
    /// <param name="keepFor">How long an object is kept after its last use, up to 49 days. Null: <see cref="DefaultKeepFor"/>.</param>
    /// <param name="timeProvider">The clock, or null for the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is not more than zero, or is more than 49 days.</exception>
    public TimedIdConverter(TimeSpan? keepFor = null, TimeProvider? timeProvider = null)
    {
        _keepFor = keepFor ?? DefaultKeepFor;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_keepFor, TimeSpan.Zero, nameof(keepFor));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_keepFor, LongestKeepFor, nameof(keepFor));

        // The timer runs only while an object is kept, so a converter that is let go needs no disposal: it ends by itself.
        _timer = (timeProvider ?? TimeProvider.System).CreateTimer(
            static state => ((TimedIdConverter)state!).Age(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many objects are kept.</summary>
    internal int KeptObjects
    {
        get
        {
            lock (_lock)
            {
                return _recent.Union(_older, ReferenceEqualityComparer.Instance).Count();
            }
        }
    }

    /// <inheritdoc/>
    public object ToId(object value)
    {
        var id = _ids.ToId(value);
        Keep(value);
        return id;
    }

    /// <inheritdoc/>
    public object ToObject(object id)
    {
        var value = _ids.ToObject(id);
        Keep(value);
        return value;
    }

    private void Keep(object value)
    {
        lock (_lock)
        {
            _recent.Add(value);
            if (!_isTicking)
            {
                _isTicking = true;
                _timer.Change(_keepFor, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>
    /// Lets go of what was not used since the last time this ran. An object used just after one run is in the recent set
    /// until the next and in the older set until the one after that: twice the time; one used just before a run, once.
    /// </summary>
    private void Age()
    {
        lock (_lock)
        {
            _older = _recent;
            _recent = new HashSet<object>(ReferenceEqualityComparer.Instance);
            _isTicking = _older.Count > 0;
            if (_isTicking)
            {
                _timer.Change(_keepFor, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
