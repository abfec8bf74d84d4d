using Ringleader.LoadTests.Parts.Jobs;

namespace Ringleader.LoadTests.Tests.Parts.Jobs;

public sealed class JobsRowsTests
{
    [Fact]
    public void Every_trial_belongs_to_a_subject()
    {
        string[] subjects = [.. JobsSubjects.All.Select(subject => subject.Name)];

        Assert.All(JobsRows.All.SelectMany(row => row.Trials), trial => Assert.Contains(trial.Subject, subjects));
    }

    [Fact]
    public void Every_subject_has_a_trial()
    {
        Assert.Equal(
            JobsSubjects.All.Select(subject => subject.Name).Order(),
            JobsRows.All.SelectMany(row => row.Trials).Select(trial => trial.Subject).Distinct().Order());
    }

    [Fact]
    public void Row_names_are_unique()
    {
        Assert.Equal(JobsRows.Names.Distinct(), JobsRows.Names);
    }

    [Fact]
    public void Idle_rows_are_the_medians_of_the_rounds()
    {
        IdleSample[] rounds = [new(1.5, 1, 300), new(9, 4, 9_000), new(0.5, 1, 200)];

        LimitRow[] rows = [.. JobsRows.OfIdle(rounds)];

        Assert.Equal([1.5, 1, 300], rows.Select(row => row.Value));
        Assert.All(rows, row => Assert.True(row.IsReached));
    }

    [Fact]
    public void Idle_has_no_rows_when_it_was_not_measured()
    {
        Assert.Empty(JobsRows.OfIdle([]));
    }
}
