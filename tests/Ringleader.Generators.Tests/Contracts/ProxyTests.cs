using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests.Contracts;

public sealed class ProxyTests
{
    [Fact]
    public void Async_method_writes_its_arguments_in_order_and_reads_without_boxing()
    {
        var text = Generate("ValueTask<int> CountAsync(string sku, int shelf, CancellationToken cancellationToken = default);");

        Assert.Contains("RemoteMethod __Method0 = new(\"count\");", text, StringComparison.Ordinal);
        Assert.Contains("ResultReader<int> __Result0 = static value => value.ToInt32();", text, StringComparison.Ordinal);
        Assert.Contains(
            """
                ValueTask<int> IShop.CountAsync(string sku, int shelf, CancellationToken cancellationToken)
                {
                    var __call = base.Begin(__Method0, 2);
                    __call.Write(sku);
                    __call.Write(shelf);
                    return __call.SendAsync<int>(__Result0, cancellationToken);
                }
            """,
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("void Run();", "__call.Send();")]
    [InlineData("string Name();", "return __call.Send<string>(__Result0);")]
    [InlineData("Task RunAsync();", "return __call.SendAsync(default).AsTask();")]
    [InlineData("Task<int> RunAsync();", "return __call.SendAsync<int>(__Result0, default).AsTask();")]
    [InlineData("ValueTask RunAsync(CancellationToken token);", "return __call.SendAsync(token);")]
    [InlineData("IAsyncEnumerable<int> RunAsync(CancellationToken token);", "return __Enumerate(token);")]
    public void Result_decides_how_the_call_is_sent(string member, string expected)
    {
        Assert.Contains(expected, Generate(member), StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_calls_anew_for_each_enumeration()
    {
        Assert.Contains(
            """
                    return __Enumerate(default);

                    // Each enumeration is a call of its own.
                    async IAsyncEnumerable<int> __Enumerate([EnumeratorCancellation] CancellationToken __token)
                    {
                        var __call = base.Begin(__Method0, 1);
                        __call.Write(prefix);
                        await foreach (var __callItem in TaskAsyncEnumerableExtensions.ConfigureAwait(__call.StreamAsync<int>(__Result0, __token), false))
                        {
                            yield return __callItem;
                        }
                    }
            """,
            Generate("IAsyncEnumerable<int> ScanAsync(string prefix);"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int", "value.ToInt32()")]
    [InlineData("double", "value.ToDouble()")]
    [InlineData("string?", "value.ToText()")]
    [InlineData("string", "RemoteConvert.NotNull(value.ToText(), \"the result of 'IShop.Get'\")")]
    [InlineData("byte", "RubyConvert.ToByte(value.ToObject())")]
    [InlineData("int?", "RubyConvert.ToNullable<int>(value.ToObject(), static item => RubyConvert.ToInt32(item))")]
    [InlineData("DayOfWeek", "RubyConvert.ToEnum<DayOfWeek>(value.ToObject())")]
    [InlineData("int[]?", "RubyConvert.ToArray<int>(value.ToObject(), static item => RubyConvert.ToInt32(item))")]
    [InlineData("IShop?", "RemoteConvert.ToContract<IShop>(value.ToObject())")]
    [InlineData("Point?", "RubyConvert.ToRegistered<Point>(value.ToObject())")]
    [InlineData("object?", "value.ToObject()")]
    [InlineData(
        "(int, string?)",
        "(RubyConvert.ToElements(RemoteConvert.NotNull(value.ToObject(), \"the result of 'IShop.Get'\"), 2) is var parts ? (RubyConvert.ToInt32(parts[0]), RubyConvert.ToText(parts[1])) : default)")]
    [InlineData(
        "Dictionary<string, double>?",
        "RubyConvert.ToDictionary<string, double>(value.ToObject(), static item => RemoteConvert.NotNull(RubyConvert.ToText(item), \"an item of the result of 'IShop.Get'\"), static item => RubyConvert.ToDouble(item))")]
    public void Result_type_is_converted_statically(string type, string expected)
    {
        Assert.Contains($"__Result0 = static value => {expected};", Generate(type + " Get();"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("long", "value")]
    [InlineData("string?", "value")]
    [InlineData("byte", "(int)value")]
    [InlineData("uint", "(long)value")]
    [InlineData("float", "(double)value")]
    [InlineData("ulong", "(object?)value")]
    [InlineData("Point", "(object?)value")]
    [InlineData("IReadOnlyList<int>", "(object?)value")]
    [InlineData("IEnumerable<int>", "(object?)(value is null ? null : Enumerable.ToArray(value))")]
    public void Argument_type_picks_the_overload(string type, string expected)
    {
        Assert.Contains($"__call.Write({expected});", Generate($"void Put({type} value);"), StringComparison.Ordinal);
    }

    [Fact]
    public void Params_array_is_spread()
    {
        var text = Generate("void Log(string format, params object?[] values);");

        Assert.Contains("base.Begin(__Method0, 1 + (values is null ? 0 : values.Length))", text, StringComparison.Ordinal);
        Assert.Contains("__call.Write((object?)__callItem);", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keywords_travel_as_one_last_argument()
    {
        var text = Generate("void Find(string name, [Keyword] int maxCount = 10, [Keyword, RubyName(\"in\")] string? place = null);");

        Assert.Contains("base.Begin(__Method0, 2)", text, StringComparison.Ordinal);
        Assert.Contains(
            """
                    var __callKeywords = new KeywordArguments();
                    __callKeywords.Add("max_count", maxCount);
                    __callKeywords.Add("in", place);
                    var __call = base.Begin(__Method0, 2);
                    __call.Write(name);
                    __call.Write((object?)__callKeywords);
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Last_delegate_is_the_block_and_others_are_arguments()
    {
        var text = Generate("void Each(Action<string> onError, Func<int, Task<bool>> block, CancellationToken cancellationToken);");

        Assert.Contains("base.Begin(__Method0, 1)", text, StringComparison.Ordinal);
        Assert.Contains("__call.WriteDelegate(onError,", text, StringComparison.Ordinal);
        Assert.Contains(
            """
                    __call.SetBlock(block,
                        static (blockTarget, block) =>
                        {
                            block.ExpectBlockArguments(1);
                            int blockArgument0 = block.Argument(0).ToInt32();
                            return block.Complete<bool>(((Func<int, Task<bool>>)blockTarget)(blockArgument0), static (block, blockResult) =>
                                block.Return(blockResult));
                        });
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Delegate_beside_a_stream_is_an_argument_since_the_stream_is_the_block()
    {
        var text = Generate("IAsyncEnumerable<int> FilterAsync(Func<int, bool> filter);");

        Assert.Contains("__call.WriteDelegate(filter,", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SetBlock", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Event_subscribes_by_two_names_and_leaves_the_sender_out()
    {
        var text = Generate("event EventHandler<int> ItemAdded;");

        Assert.Contains("__Method0 = new(\"on_item_added\");", text, StringComparison.Ordinal);
        Assert.Contains("__SecondMethod0 = new(\"off_item_added\");", text, StringComparison.Ordinal);
        Assert.Contains("block.ExpectBlockArguments(1);", text, StringComparison.Ordinal);
        Assert.Contains("((EventHandler<int>)blockTarget)(null, blockArgument1);", text, StringComparison.Ordinal);
        Assert.Contains("add => base.Subscribe(__Method0, value, __Handler0);", text, StringComparison.Ordinal);
        Assert.Contains("remove => base.Unsubscribe(__SecondMethod0, value);", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Task<int> FindByIdAsync(int id);", "find_by_id")]
    [InlineData("int CountAsync(int id);", "count_async")]
    [InlineData("bool IsReady();", "ready?")]
    [InlineData("Task<bool> IsReadyAsync();", "ready?")]
    [InlineData("bool HasItems { get; }", "has_items?")]
    [InlineData("string HTTPName { get; }", "http_name")]
    [InlineData("string Name { set; }", "name=")]
    [InlineData("bool IsReady { set; }", "ready=")]
    [InlineData("int this[int index] { get; }", "[]")]
    [InlineData("int this[int index] { set; }", "[]=")]
    [InlineData("[RubyName(\"look!\")] void Look();", "look!")]
    [InlineData("[RubyName(\"title\")] string Name { set; }", "title=")]
    [InlineData("[RubyName(\"+\")] int Add(int other);", "+")]
    public void Names_become_those_of_Ruby(string member, string expected)
    {
        Assert.Contains($"__Method0 = new(\"{expected}\");", Generate(member), StringComparison.Ordinal);
    }

    [Fact]
    public void Nested_contract_gets_a_namespace_of_its_own()
    {
        var run = GeneratorRun.Of("namespace Shop { public static class Outer { [RemoteContract] public interface IInner { } } }");

        Assert.Contains("namespace Ringleader.Generated.Shop.Outer;", run.Text, StringComparison.Ordinal);
        Assert.Contains("internal sealed class IInnerProxy : global::Ringleader.Remoting.Contracts.RemoteProxy, global::Shop.Outer.IInner", run.Text, StringComparison.Ordinal);
    }

    private static string Generate(string members) =>
        GeneratorRun.Of("[RemoteContract] public interface IShop { " + members + " } public record Point(int X);").Brief;
}
