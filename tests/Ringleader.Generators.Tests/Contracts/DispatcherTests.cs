using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests.Contracts;

public sealed class DispatcherTests
{
    [Fact]
    public void Names_are_found_by_length_and_bytes()
    {
        var text = Generate("int Find(int id); int Count(); int Total();");

        Assert.Contains(
            """
                    switch (method.Length)
                    {
                        case 4:
                            if (MemoryExtensions.SequenceEqual(method, "find"u8)) return 0;
                            break;
                        case 5:
                            if (MemoryExtensions.SequenceEqual(method, "count"u8)) return 1;
                            if (MemoryExtensions.SequenceEqual(method, "total"u8)) return 2;
                            break;
                    }
                    return -1;
            """,
            text,
            StringComparison.Ordinal);
        Assert.Contains("public override bool Offers(ReadOnlySpan<byte> method) => NumberOf(method) >= 0;", text, StringComparison.Ordinal);
        Assert.Contains("switch (NumberOf(call.Method))", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract_without_members_offers_nothing()
    {
        var run = GeneratorRun.Of("[RemoteContract] public interface IMarker { }");

        run.AssertClean();
        Assert.DoesNotContain("switch (method.Length)", run.Brief, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_counted_then_read_then_passed()
    {
        var text = Generate("ValueTask<int> CountAsync(string sku, int shelf = 4, CancellationToken cancellationToken = default);");

        Assert.Contains(
            """
                    call.RequireArguments(1, 2);
                    string callArgument0 = RemoteConvert.NotNull(call.Argument(0).ToText(), "argument 'sku' of 'IShop.CountAsync'");
                    int callArgument1 = call.ArgumentCount > 1 ? call.Argument(1).ToInt32() : (int)(4);
                    return call.Complete<int>(((IShop)target).CountAsync(callArgument0, callArgument1, call.CancellationToken), static (call, callResult) =>
                        call.Return(callResult));
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sync_method_answers_before_it_returns()
    {
        var text = Generate("int Count(); void Clear();");

        Assert.Contains(
            """
                    var callResult = ((IShop)target).Count();
                    call.Return(callResult);
                    return default;
            """,
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            """
                    ((IShop)target).Clear();
                    call.ReturnNil();
                    return default;
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Overloads_are_chosen_by_the_number_of_arguments()
    {
        var text = Generate("int Find(int id, string name, int shelf); int Find(); int Find(int id);");

        Assert.Contains(
            """
                    if (call.ArgumentCount <= 0) return Invoke0Overload0(target, call);
                    if (call.ArgumentCount <= 1) return Invoke0Overload1(target, call);
                    return Invoke0Overload2(target, call);
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Keywords_are_taken_before_arguments_are_counted()
    {
        var text = Generate("void Find(int a, [Keyword] string name, [Keyword] int limit = 10);");

        Assert.Contains(
            """
                    var callKeywords = call.TakeKeywords();
                    call.RequireArguments(1, 1);
                    call.RejectUnknownKeywords(callKeywords, "name", "limit");
                    int callArgument0 = call.Argument(0).ToInt32();
                    string callArgument1 = RemoteConvert.NotNull(RubyConvert.ToText(call.RequireKeyword(callKeywords, "name")), "argument 'name' of 'IShop.Find'");
                    object? callArgument2Value = null;
                    int callArgument2 = callKeywords is not null && callKeywords.TryGetValue("limit", out callArgument2Value) ? RubyConvert.ToInt32(callArgument2Value) : (int)(10);
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Block_becomes_a_delegate_that_calls_it()
    {
        var text = Generate("void Each(Func<int, Task<string?>>? block);");

        Assert.Contains(
            """
                    Func<int, Task<string?>>? callArgument0 =
                        RemoteConvert.ToDelegate<Func<int, Task<string?>>>(call.Block,
                        static block => (int item0) =>
                        {
                            var yielded = block.Begin(1);
                            yielded.Write(item0);
                            return yielded.SendAsync<string?>(static value => value.ToText(), default).AsTask();
                        });
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_of_a_delegate_ends_the_call_of_the_block()
    {
        var text = Generate("void Each(Func<int, CancellationToken, ValueTask> block);");

        Assert.Contains("return yielded.SendAsync(item1);", text, StringComparison.Ordinal);
        Assert.Contains("(blockArgument0, block.CancellationToken)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Params_array_takes_all_further_arguments()
    {
        var text = Generate("void Log(string format, params int[] values);");

        Assert.Contains("call.RequireArguments(1, -1);", text, StringComparison.Ordinal);
        Assert.Contains(
            """
                    for (var callArgument1Index = 1; callArgument1Index < call.ArgumentCount; callArgument1Index++)
                    {
                        callArgument1.Add(call.Argument(callArgument1Index).ToInt32());
                    }
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Event_forwards_without_waiting()
    {
        var text = Generate("event Action<int> Changed;");

        Assert.Contains(
            """
                    call.RequireArguments(0, 1);
                    return call.Subscribe<Action<int>>(target, "Changed",
                        static block => (int item0) =>
                        {
                            var yielded = block.Begin(1);
                            yielded.Write(item0);
                            yielded.Post();
                        },
                        handler => ((IShop)target).Changed += handler,
                        handler => ((IShop)target).Changed -= handler);
            """,
            text,
            StringComparison.Ordinal);
        Assert.Contains("return call.Unsubscribe(target, \"Changed\");", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_is_completed_as_a_stream()
    {
        Assert.Contains(
            "return call.CompleteStream<int>(((IShop)target).ScanAsync());",
            Generate("IAsyncEnumerable<int> ScanAsync();"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Indexer_reads_and_writes_by_brackets()
    {
        var text = Generate("string this[int index] { get; set; }");

        Assert.Contains("var callResult = ((IShop)target)[callArgument0];", text, StringComparison.Ordinal);
        Assert.Contains("((IShop)target)[callArgument0] = callArgument1;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Member_that_hides_an_inherited_one_answers_alone()
    {
        var run = GeneratorRun.Of("""
            public interface IBase { string Name { get; } }
            [RemoteContract] public interface IShop : IBase { new string Name { get; set; } }
            """);

        run.AssertClean();
        Assert.Contains("var callResult = ((IShop)target).Name;", run.Brief, StringComparison.Ordinal);
        Assert.DoesNotContain("((IBase)target)", run.Brief, StringComparison.Ordinal);
        Assert.Contains("string IBase.Name", run.Brief, StringComparison.Ordinal);
    }

    [Fact]
    public void Inherited_member_is_called_on_the_interface_that_declares_it()
    {
        var run = GeneratorRun.Of("""
            public interface IBase<T> { T Get(); }
            [RemoteContract] public interface IShop : IBase<int> { }
            """);

        Assert.Contains("((IBase<int>)target).Get()", run.Brief, StringComparison.Ordinal);
    }

    private static string Generate(string members) => GeneratorRun.Of("[RemoteContract] public interface IShop { " + members + " }").Brief;
}
