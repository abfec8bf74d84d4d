using Ringleader.Jobs.Tests.Schedules;

namespace Ringleader.Jobs.Tests;

public sealed class JobWorkflowTests(ITestOutputHelper output)
{
    private static readonly object Anything = new();

    [Fact]
    public void Jobs_come_after_what_they_need_and_otherwise_as_they_were_added()
    {
        var workflow = new JobWorkflow()
            .Add("report", Anything, after: ["count", "compress"])
            .Add("fetch", Anything)
            .Add("count", Anything, after: ["fetch"])
            .Add("alone", Anything)
            .Add("compress", Anything, after: ["fetch", "fetch"]);

        Assert.Equal(["fetch", "alone", "count", "compress", "report"], JobWorkflow.InOrder(workflow).Select(step => step.Name));
    }

    [Fact]
    public void An_unknown_name_is_refused()
    {
        var workflow = new JobWorkflow().Add("count", Anything, after: ["fetsh"]).Add("fetch", Anything);

        var error = Assert.Throws<ArgumentException>(() => JobWorkflow.InOrder(workflow));

        Assert.Contains("'count' comes after 'fetsh'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_that_wait_for_one_another_are_refused_with_the_way_round()
    {
        var workflow = new JobWorkflow()
            .Add("begin", Anything)
            .Add("a", Anything, after: ["begin", "c"])
            .Add("b", Anything, after: ["a"])
            .Add("c", Anything, after: ["b"])
            .Add("end", Anything, after: ["c"]);

        var error = Assert.Throws<ArgumentException>(() => JobWorkflow.InOrder(workflow));

        Assert.Contains("'a' after 'c' after 'b' after 'a'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'begin'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_cannot_wait_for_itself()
    {
        var error = Assert.Throws<ArgumentException>(() => JobWorkflow.InOrder(new JobWorkflow().Add("a", Anything, after: ["a"])));

        Assert.Contains("'a' after 'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_given_once()
    {
        var workflow = new JobWorkflow().Add("a", Anything);

        Assert.Throws<ArgumentException>(() => workflow.Add("a", Anything));
        Assert.Throws<ArgumentException>(() => workflow.Add("", Anything));
    }

    [Fact]
    public void Any_workflow_is_put_in_order_or_refused_with_a_true_way_round()
    {
        var random = SeededRandom.Create(output);
        var refused = 0;
        const int rounds = 2000;
        for (var round = 0; round < rounds; round++)
        {
            var needs = RandomNeeds(random);
            var workflow = new JobWorkflow();
            foreach (var (name, after) in needs)
            {
                workflow.Add(name, Anything, after);
            }

            try
            {
                AssertInOrder(needs, [.. JobWorkflow.InOrder(workflow).Select(step => step.Name)]);
            }
            catch (ArgumentException error)
            {
                AssertWayRound(needs, error.Message);
                refused++;
            }
        }

        Assert.InRange(refused, rounds / 20, rounds * 19 / 20);
    }

    private static void AssertInOrder(Dictionary<string, string[]> needs, List<string> order)
    {
        Assert.Equal(needs.Keys.Order(), order.Order());
        Assert.All(needs, job => Assert.All(job.Value, needed => Assert.True(order.IndexOf(needed) < order.IndexOf(job.Key), $"{job.Key} before {needed}")));
    }

    private static void AssertWayRound(Dictionary<string, string[]> needs, string message)
    {
        string[] way = [.. message.Split(" (Parameter")[0].Split('\'').Where((_, place) => place % 2 == 1)];
        Assert.True(way.Length >= 2, message);
        Assert.Equal(way[0], way[^1]);
        Assert.All(way.Zip(way.Skip(1)), step => Assert.Contains(step.Second, needs[step.First]));
    }

    private static Dictionary<string, string[]> RandomNeeds(Random random)
    {
        var count = random.Next(1, 12);
        string[] names = [.. Enumerable.Range(0, count).Select(number => $"job{number}")];
        random.Shuffle(names);
        return names.ToDictionary(name => name, _ => random.GetItems(names, random.Next(random.Next(1, 4))), StringComparer.Ordinal);
    }
}
