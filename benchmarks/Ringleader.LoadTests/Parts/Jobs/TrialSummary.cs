using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>The medians over all rounds of one trial.</summary>
internal sealed record TrialSummary(Trial Trial, IReadOnlyList<TrialSample> Rounds)
{
    public double LoadAverage => Median.Of(Rounds.Select(round => round.LoadAverage));

    public double Of(Figure figure) => Median.Of(Rounds.Select(round => round.Of(figure)));

    /// <summary>The median of the ratios of the rounds: neighbours in time are compared, not the best of each.</summary>
    public double Ratio(Figure figure, TrialSummary peer) =>
        Median.Of(Rounds.Zip(peer.Rounds, (own, others) => own.Of(figure) / others.Of(figure)));
}
