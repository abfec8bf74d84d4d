using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests.Contracts;

public sealed class ContractFindingTests
{
    [Theory]
    [InlineData("[RemoteContract] public interface IShop<T> { }", "RING001 at IShop")]
    [InlineData("public class Outer<T> { [RemoteContract] public interface IShop { } }", "RING001 at IShop")]
    [InlineData("public class Outer { [RemoteContract] private interface IShop { } }", "RING002 at IShop")]
    [InlineData("public class Outer { [RemoteContract] protected interface IShop { } }", "RING002 at IShop")]
    [InlineData("[RemoteContract, RubyName(\"no class\")] public interface IShop { }", "RING008 at IShop")]
    [InlineData("[RemoteContract] file interface IShop { }", "RING002 at IShop")]
    public void Contract_that_generated_code_cannot_name_is_reported(string source, string expected)
    {
        var run = GeneratorRun.Of(source);

        Assert.Equal([expected], run.FindingsWithPlaces);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Theory]
    [InlineData("void Put<T>(T value);", "RING003 at Put")]
    [InlineData("void Put(ref int value);", "RING004 at value")]
    [InlineData("void Put(out int value);", "RING004 at value")]
    [InlineData("void Put(in int value);", "RING004 at value")]
    [InlineData("void Put(ReadOnlySpan<byte> value);", "RING004 at value")]
    [InlineData("unsafe void Put(int* value);", "RING004 at value")]
    [InlineData("void Each(SpanAction block);", "RING004 at block")]
    [InlineData("void Put(int[,] value);", "RING005 at value")]
    [InlineData("void Put(System.IO.Stream value);", "RING005 at value")]
    [InlineData("void Put(SortedSet<int> value);", "RING005 at value")]
    [InlineData("void Put(IAsyncEnumerable<int> value);", "RING005 at value")]
    [InlineData("void Put(List<Action> value);", "RING005 at value")]
    [InlineData("void Put(Dictionary<string?, int> value);", "RING005 at value")]
    [InlineData("KeywordArguments Get();", "RING005 at Get")]
    [InlineData("void Put(List<KeywordArguments> value);", "RING005 at value")]
    [InlineData("Optional<int> Get();", "RING005 at Get")]
    [InlineData("void Put(Action<Optional<int>> block);", "RING005 at block")]
    [InlineData("void Put(Optional<Optional<int>> value);", "RING005 at value")]
    [InlineData("void Put(Lines lines);", "RING005 at lines")]
    [InlineData("void Put(params List<int> value);", "RING005 at value")]
    [InlineData("void Put(Action<Action> block);", "RING005 at block")]
    [InlineData("void Put(Func<IAsyncEnumerable<int>> block);", "RING005 at block")]
    [InlineData("Task<Task<int>> Get();", "RING005 at Get")]
    [InlineData("IAsyncEnumerable<Action> GetAsync();", "RING005 at GetAsync")]
    [InlineData("event Action<System.IO.Stream> Changed;", "RING005 at Changed")]
    [InlineData("void Find(int id); void Find(string name);", "RING006 at Find")]
    [InlineData("void Find(int id); Task FindAsync(int id);", "RING006 at FindAsync")]
    [InlineData("void Find(int a, int b = 1); void Find(int a);", "RING006 at Find")]
    [InlineData("void Find(params int[] a); void Find(int a, int b, int c);", "RING006 at Find")]
    [InlineData("void Find(int a); void Find([Keyword] int a, int b, int c);", "RING006 at Find")]
    [InlineData("bool IsReady { get; } [RubyName(\"ready?\")] int Ready();", "RING006 at Ready")]
    [InlineData("event Action Changed; void OnChanged();", "RING006 at OnChanged")]
    [InlineData("void Send();", "RING007 at Send")]
    [InlineData("int Hash { get; }", "RING007 at Hash")]
    [InlineData("[RubyName(\"__send__\")] void Go();", "RING007 at Go")]
    [InlineData("[RubyName(\"instance_eval\")] void Go(string code);", "RING007 at Go")]
    [InlineData("Task<bool> MethodMissingAsync();", "RING007 at MethodMissingAsync")]
    [InlineData("[RubyName(\"no way\")] void Go();", "RING008 at Go")]
    [InlineData("[RubyName(\"\")] void Go();", "RING008 at Go")]
    [InlineData("void Größe();", "RING008 at Größe")]
    [InlineData("void Go([Keyword, RubyName(\"a?\")] int a);", "RING008 at a")]
    [InlineData("void Go(CancellationToken token, int a);", "RING009 at token")]
    [InlineData("void Go(CancellationToken token, CancellationToken other);", "RING009 at token")]
    [InlineData("void Go([Keyword] Action block);", "RING010 at block")]
    [InlineData("void Go([Keyword] CancellationToken token);", "RING010 at token")]
    [InlineData("void Go([Keyword] params int[] rest);", "RING010 at rest")]
    [InlineData("int this[[Keyword] int index] { get; }", "RING010 at index")]
    [InlineData("void Go([Keyword] RemoteBlock block);", "RING010 at block")]
    [InlineData("void Go([Keyword] KeywordArguments rest);", "RING010 at rest")]
    [InlineData("void Go(KeywordArguments one, KeywordArguments two);", "RING010 at two")]
    [InlineData("int this[KeywordArguments rest] { get; }", "RING010 at rest")]
    [InlineData("void Go(Optional<int> first, int second);", "RING022 at second")]
    [InlineData("void Go(Optional<int> first, params int[] rest);", "RING022 at rest")]
    [InlineData("void Go([Positional] int value);", "RING023 at value")]
    [InlineData("void Go([Positional] CancellationToken token);", "RING023 at token")]
    [InlineData("int Level { get; init; }", "RING011 at Level")]
    [InlineData("ref int Level();", "RING011 at Level")]
    [InlineData("static abstract int Level();", "RING011 at Level")]
    [InlineData("internal int Level();", "RING011 at Level")]
    [InlineData("Task Done { get; }", "RING011 at Done")]
    public void Member_that_cannot_be_called_remotely_is_reported(string members, string expected)
    {
        var run = GeneratorRun.Of("[RemoteContract] public interface IShop { " + members + " } public delegate void SpanAction(Span<int> span); public delegate void Lines(params List<string> lines);");

        Assert.Equal([expected], run.FindingsWithPlaces);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Fact]
    public void Two_inherited_interfaces_with_one_name_are_reported()
    {
        var run = GeneratorRun.Of("[RemoteContract] public interface IShop : IDisposable, IAsyncDisposable { }");

        Assert.Equal(["RING006 at IShop"], run.FindingsWithPlaces);
    }

    [Fact]
    public void Finding_says_what_is_wrong_and_what_to_do()
    {
        var run = GeneratorRun.Of("[RemoteContract] public interface IShop { int Count(int a); Task<int> CountAsync(int b); }");

        Assert.Equal(
            "'IShop.CountAsync' and 'IShop.Count' are both 'count' in Ruby and cannot be told apart by their number of arguments. Give one of them another name with [RubyName].",
            run.Findings.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Other_contracts_are_written_in_spite_of_a_finding()
    {
        var run = GeneratorRun.Of("[RemoteContract] public interface IBad<T> { } [RemoteContract] public interface IGood { }");

        Assert.Contains("class IGoodProxy", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("IBad", run.Text, StringComparison.Ordinal);
    }
}
