using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Tests.Reporting;

public sealed class RemotingComparisonsTests
{
    [Fact]
    public void Every_cell_of_every_row_belongs_to_a_subject_that_is_measured_so()
    {
        foreach (var cell in RemotingComparisons.All.SelectMany(row => row.Cells))
        {
            Subject subject = Assert.Single(RemotingSubjects.All, subject => subject.Name == cell.Subject);
            Assert.Contains(cell.Callers, subject.CallerCounts);
        }
    }

    [Fact]
    public void Row_names_are_unique()
    {
        string[] names = [.. RemotingComparisons.All.Select(row => row.Name)];

        Assert.Equal(names.Distinct(), names);
    }
}
