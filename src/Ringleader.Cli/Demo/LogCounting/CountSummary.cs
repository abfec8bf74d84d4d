using Ringleader.Remoting;

namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>What happened at the desk.</summary>
/// <param name="Ranges">How many ranges there are.</param>
/// <param name="Lines">How many lines they have together.</param>
/// <param name="CountedLines">Lines of the ranges that were handed in, the unreadable ones too.</param>
/// <param name="UnreadableLines">Lines that are no requests.</param>
/// <param name="CountedOnce">How many ranges were counted exactly once.</param>
/// <param name="Calls">Calls of take and complete until the last fresh range was done, see <paramref name="BusySeconds"/>.</param>
/// <param name="BusySeconds">From the first take until every range was done that was not lost with its worker.</param>
/// <param name="MedianLatency">What half of all calls took at most, in microseconds, as the workers measured it.</param>
/// <param name="TailLatency">What 99 of 100 calls took at most, in microseconds.</param>
/// <param name="Workers">Who did what.</param>
/// <param name="Redone">Ranges that were lost and done again.</param>
[RubyType("Ringleader::CountSummary")]
internal sealed record CountSummary(
    int Ranges,
    long Lines,
    long CountedLines,
    long UnreadableLines,
    int CountedOnce,
    int Calls,
    double BusySeconds,
    long MedianLatency,
    long TailLatency,
    IReadOnlyList<WorkerShare> Workers,
    IReadOnlyList<RedoneRange> Redone);
