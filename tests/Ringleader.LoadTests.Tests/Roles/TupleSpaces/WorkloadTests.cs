using Ringleader.LoadTests.Roles.TupleSpaces;
using Ringleader.TupleSpaces;

namespace Ringleader.LoadTests.Tests.Roles.TupleSpaces;

public sealed class WorkloadTests
{
    private const int Tuples = 9;

    [Theory]
    [InlineData(nameof(Jobs))]
    [InlineData(nameof(Parcels))]
    public void A_template_matches_the_tuple_with_its_number_and_no_other(string name)
    {
        IWorkload workload = Named(name);
        for (int asked = 0; asked < Tuples; asked++)
        {
            Template template = workload.Template(asked);

            Assert.Equal([asked], Enumerable.Range(-Tuples, 2 * Tuples).Where(id => template.Matches(workload.Tuple(id))));
        }
    }

    [Fact]
    public void Templates_of_parcels_name_every_field_by_turns()
    {
        var parcels = new Parcels();

        int[] named = [.. Enumerable.Range(0, 3).Select(id => Enumerable.Range(0, 3).Single(field => parcels.Template(id)[field] is not null))];

        Assert.Equal([0, 1, 2], named);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Tuples)]
    public async Task A_call_leaves_as_many_tuples_and_takers_as_there_were(int resident)
    {
        var jobs = new JobTuples();
        await using FilledSpace filled = await FilledSpace.CreateAsync(jobs, resident, takers: 3);

        for (int caller = 0; caller < 20; caller++)
        {
            Assert.Equal(caller, await WriteAndTake.CallAsync(filled.Space, jobs, resident, caller));
        }

        Assert.Equal(resident, await CountAsync(filled, ["job", null, null]));
        for (int id = 0; id < resident; id++)
        {
            Assert.Equal(1, await CountAsync(filled, jobs.Template(id)));
        }
    }

    [Fact]
    public async Task A_taker_of_a_filled_space_takes_what_it_waits_for()
    {
        var jobs = new JobTuples();
        await using FilledSpace filled = await FilledSpace.CreateAsync(jobs, resident: 0, takers: 2);

        await filled.Space.WriteAsync(jobs.Tuple(-2), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(0, await CountAsync(filled, jobs.Template(-2)));
    }

    private static IWorkload Named(string name) => name == nameof(Jobs) ? new JobTuples() : new Parcels();

    private static ValueTask<long> CountAsync(FilledSpace filled, Template template) =>
        filled.Space.CountAsync(template, TestContext.Current.CancellationToken);
}
