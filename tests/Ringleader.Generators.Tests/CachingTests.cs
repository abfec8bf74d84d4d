using Microsoft.CodeAnalysis;
using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests;

public sealed class CachingTests
{
    private const string Contracts = """
        [RemoteContract] public interface IShop { Task<Item> FindAsync(int id, Func<int, Task> block); event Action<int> Changed; }
        [RubyType("Item")] public record Item(int X);
        """;

    [Fact]
    public void Unrelated_edit_takes_every_step_from_the_cache()
    {
        var first = GeneratorRun.Of([Contracts, "class Other { int X => 1; }"], []);

        var second = first.Edit(1, "class Other { int X => 2; void More() { } }");

        AssertCached(second);
    }

    [Fact]
    public void Edit_that_only_moves_a_contract_writes_nothing_again()
    {
        var first = GeneratorRun.Of([Contracts], []);

        var second = first.Edit(0, "// A comment.\n\n" + Contracts);

        AssertCached(second);
    }

    [Fact]
    public void New_member_rewrites_the_contract_and_leaves_the_registration()
    {
        var first = GeneratorRun.Of([Contracts], []);

        var second = first.Edit(0, Contracts.Replace("event", "void More(); event", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Modified], second.ReasonsOf(StepNames.Contracts));
        Assert.Equal([IncrementalStepRunReason.Unchanged], second.ReasonsOf(StepNames.RubyTypes).Select(Settled));
        Assert.Equal([IncrementalStepRunReason.Unchanged], second.ReasonsOf(StepNames.Registrations).Select(Settled));
        Assert.Contains("RemoteMethod __Method1 = new(\"more\");", second.Brief, StringComparison.Ordinal);
    }

    [Fact]
    public void Type_that_becomes_a_contract_elsewhere_changes_how_it_travels()
    {
        var first = GeneratorRun.Of(["[RemoteContract] public interface IShop { ICart Cart(); }", "public interface ICart { }"], []);

        var second = first.Edit(1, "[RemoteContract] public interface ICart { }");

        Assert.Contains("ToRegistered<ICart>", first.Brief, StringComparison.Ordinal);
        Assert.Contains("ToContract<ICart>", second.Brief, StringComparison.Ordinal);
    }

    private static void AssertCached(GeneratorRun run)
    {
        foreach (var step in new[] { StepNames.Contracts, StepNames.RubyTypes, StepNames.Registrations })
        {
            Assert.Equal([IncrementalStepRunReason.Unchanged], run.ReasonsOf(step).Select(Settled));
        }

        var outputs = run.Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs);
        Assert.All(outputs, output => Assert.Equal(IncrementalStepRunReason.Unchanged, Settled(output.Reason)));
    }

    /// <summary>Cached means that the step was not run, Unchanged that it gave the same again: both end the work there.</summary>
    private static IncrementalStepRunReason Settled(IncrementalStepRunReason reason) =>
        reason == IncrementalStepRunReason.Cached ? IncrementalStepRunReason.Unchanged : reason;
}
