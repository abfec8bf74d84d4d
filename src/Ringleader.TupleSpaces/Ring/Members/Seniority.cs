namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>
/// The order in which members are asked: those that have been up longest first, since a space that was restarted lacks what was
/// written before; of those that were started together, the order in which they were given.
/// </summary>
/// <remarks>
/// All clients compute the same order from what the servers say of their age. Where one does not say it, as Ruby's, only restarts
/// that this process saw count, and the given order otherwise. A newcomer stays behind for as long as an older space is up: nobody
/// can tell when it has all that the older one has.
/// </remarks>
internal static class Seniority
{
    /// <summary>Servers whose starts are no further apart were started together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);

    /// <summary>Those that are up, in the order in which they are asked.</summary>
    public static IReadOnlyList<RingMember> Sort(IReadOnlyList<RingMember> members, TimeProvider clock)
    {
        var together = (long)(Together.TotalSeconds * clock.TimestampFrequency);
        (RingMember Member, SpaceAge Age)[] up = [.. members.Where(static member => member.IsUp).Select(static member => (member, member.Age))];
        var isEachKnown = up.All(static member => member.Age.StartedAt is not null);
        var byStart = up
            .Select(member => (member.Member, member.Age, Start: isEachKnown || member.Age.WasRestarted ? member.Age.StartedAt ?? long.MinValue : long.MinValue))
            .OrderBy(static member => member.Start) // stable
            .ToArray();

        var sorted = new List<RingMember>();
        for (var first = 0; first < byStart.Length;)
        {
            var end = first + 1;
            while (end < byStart.Length && !byStart[end].Age.WasRestarted && (byStart[end].Start == byStart[end - 1].Start || byStart[end].Start - byStart[end - 1].Start <= together))
            {
                end++;
            }

            sorted.AddRange(members.Where(member => byStart[first..end].Any(other => other.Member == member)));
            first = end;
        }

        return sorted;
    }
}
