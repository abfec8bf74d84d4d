namespace Ringleader.Jobs.Tests.Schedules;

/// <summary>
/// Says when expressions fire by looking at the clock on the wall at every step of real time, as a person with a list would.
/// </summary>
internal static class CronOracle
{
    /// <summary>Long enough to have seen all that a clock put back shows a second time.</summary>
    private static readonly TimeSpan LeadIn = TimeSpan.FromHours(30);

    /// <summary>The firings of each expression from one instant, included, to another, excluded.</summary>
    public static List<DateTimeOffset>[] Walk(TimeZoneInfo zone, DateTime from, DateTime until, TimeSpan step, IReadOnlyList<NaiveCron> crons)
    {
        var fires = crons.Select(_ => new List<DateTimeOffset>()).ToArray();
        var (latest, previous) = (DateTime.MinValue, DateTime.MinValue);
        for (var utc = from - LeadIn; utc < until; utc += step)
        {
            var local = utc + zone.GetUtcOffset(utc);
            for (var index = 0; utc >= from && index < crons.Count; index++)
            {
                if (Fires(crons[index], local, isRepeated: local <= latest, previous, step))
                {
                    fires[index].Add(new DateTimeOffset(utc));
                }
            }

            latest = local > latest ? local : latest;
            previous = local;
        }

        return fires;
    }

    private static bool Fires(NaiveCron cron, DateTime local, bool isRepeated, DateTime previous, TimeSpan step)
    {
        if (cron.Matches(local) && (cron.IsPeriodic || !isRepeated))
        {
            return true;
        }

        return MatchesBetween(cron, previous + step, local, step)
            && !(cron.IsPeriodic && MatchesBetween(cron, local, local.AddHours(1), step));
    }

    private static bool MatchesBetween(NaiveCron cron, DateTime from, DateTime until, TimeSpan step)
    {
        for (var local = from; local < until; local += step)
        {
            if (cron.Matches(local))
            {
                return true;
            }
        }

        return false;
    }
}
