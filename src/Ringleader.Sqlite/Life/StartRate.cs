using Ringleader.Jobs;
using Ringleader.Sqlite.Connections;

namespace Ringleader.Sqlite.Life;

/// <summary>A token bucket of a queue: full when its limit is set, one token for each start, refilled evenly.</summary>
internal readonly struct StartRate
{
    // What many small refills lose in rounding; far less than a token.
    private const double Rounding = 1e-6;

    private readonly double _tokens;
    private readonly JobLimit _limit;

    private StartRate(JobLimit limit, double tokens) => (_limit, _tokens) = (limit, tokens);

    /// <summary>How many may start now.</summary>
    public int Available => (int)(_tokens + Rounding);

    /// <summary>How long until one may start, in microseconds; null when none ever may.</summary>
    public long? UntilNext =>
        Available > 0 ? 0
        : _limit.Starts == 0 ? null
        : (long)Math.Ceiling((1 - _tokens) * Instants.Duration(_limit.Per!.Value) / _limit.Starts!.Value); // A rate has both.

    /// <summary>The rate of a queue at an instant; null when it has none.</summary>
    public static StartRate? Read(Database database, JobLimit? limit, long now)
    {
        if (limit is not { Starts: { } starts, Per: { } per })
        {
            return null;
        }

        using var row = database.Use("limit-get-tokens").Bind(limit.Name);
        row.Step();
        var tokens = row.DoubleOrNull(0) ?? starts;
        var since = Math.Max(0, now - (row.LongOrNull(1) ?? now));
        return new(limit, Math.Min(starts, tokens + ((double)since / Instants.Duration(per) * starts)));
    }

    /// <summary>Takes tokens out.</summary>
    public void Take(Database database, int count, long now) =>
        database.Use("limit-set-tokens").Bind(_limit.Name).Bind(_tokens - count).Bind(now).Run();
}
