using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Parts;

namespace Ringleader.LoadTests.Tests.Parts;

public sealed class PartCatalogueTests
{
    public static TheoryData<string> Names => [.. PartCatalogue.All.OfType<CallsPart>().Select(part => part.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_cell_of_every_row_belongs_to_a_subject_that_is_measured_so(string name)
    {
        CallsPart part = PartOf(name);
        foreach (var cell in part.Comparisons.SelectMany(row => row.Cells))
        {
            Subject subject = Assert.Single(part.Subjects, subject => subject.Name == cell.Subject);
            Assert.Contains(cell.Callers, subject.CallerCounts);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_subject_is_in_a_row(string name)
    {
        CallsPart part = PartOf(name);

        Assert.Equal(
            part.Subjects.Select(subject => subject.Name).Order(),
            part.Comparisons.SelectMany(row => row.Cells).Select(cell => cell.Subject).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Row_names_are_unique(string name)
    {
        string[] names = [.. PartOf(name).RowNames];

        Assert.Equal(names.Distinct(), names);
    }

    private static CallsPart PartOf(string name) => Assert.Single(PartCatalogue.All.OfType<CallsPart>(), part => part.Name == name);
}
