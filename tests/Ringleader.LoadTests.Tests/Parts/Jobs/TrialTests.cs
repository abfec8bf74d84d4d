using Ringleader.LoadTests.Parts.Jobs;
using Ringleader.LoadTests.Roles;

namespace Ringleader.LoadTests.Tests.Parts.Jobs;

public sealed class TrialTests
{
    [Fact]
    public void A_drain_is_loaded_before_with_as_many_jobs()
    {
        var trial = new Trial("ours", Operation.Drain, 500, 10);

        Assert.Equal(new TrialCommand("load", 500, 10), trial.Preparation);
        Assert.Equal(new TrialCommand("drain", 500, 10), trial.Command);
        Assert.Null(trial.CleanUp);
    }

    [Theory]
    [InlineData((int)Operation.Enqueue)]
    [InlineData((int)Operation.EnqueueMany)]
    public void What_was_enqueued_is_cleared_afterwards(int operation)
    {
        var trial = new Trial("ours", (Operation)operation, 500, 10);

        Assert.Null(trial.Preparation);
        Assert.Equal("clear", trial.CleanUp?.Name);
    }

    [Fact]
    public void A_sample_is_per_job()
    {
        var trial = new Trial("ours", Operation.Drain, 500, 10);

        var sample = TrialSample.From(trial, new TrialAnswer { Seconds = 0.25 }, TimeSpan.FromMilliseconds(50), walBytes: 300_000, loadAverage: 1);

        Assert.Equal(2_000, sample.Of(Figure.JobsPerSecond));
        Assert.Equal(100, sample.Of(Figure.CpuTime));
        Assert.Equal(600, sample.Of(Figure.WalBytes));
        Assert.Equal(double.NaN, sample.Of(Figure.StartTime));
    }

    [Fact]
    public void A_sample_of_single_times_has_their_median_and_no_rate()
    {
        var trial = new Trial("ours", Operation.Start, 3, 30);

        var sample = TrialSample.From(trial, new TrialAnswer { Microseconds = [900, 700, 5_000] }, TimeSpan.Zero, walBytes: null, loadAverage: 1);

        Assert.Equal(900, sample.Of(Figure.StartTime));
        Assert.Equal(double.NaN, sample.Of(Figure.JobsPerSecond));
        Assert.Equal(double.NaN, sample.Of(Figure.WalBytes));
    }
}
