using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Tests.Reporting;

public sealed class BenchmarksPageTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task Write_replaces_the_table_and_keeps_the_prose_around_it()
    {
        await BenchmarksPage.WriteAsync(_file, "remoting", "first", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_file, $"before\n{await ReadAsync()}after\n", TestContext.Current.CancellationToken);

        await BenchmarksPage.WriteAsync(_file, "remoting", "second", TestContext.Current.CancellationToken);

        string page = await ReadAsync();
        Assert.StartsWith("before\n# Benchmarks\n", page, StringComparison.Ordinal);
        Assert.Contains("second", page, StringComparison.Ordinal);
        Assert.DoesNotContain("first", page, StringComparison.Ordinal);
        Assert.EndsWith("after\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_adds_the_table_to_a_page_without_one()
    {
        await File.WriteAllTextAsync(_file, "prose\n", TestContext.Current.CancellationToken);

        await BenchmarksPage.WriteAsync(_file, "remoting", "table", TestContext.Current.CancellationToken);

        Assert.StartsWith("prose\n", await ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("table", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_leaves_the_table_of_another_part_alone()
    {
        await BenchmarksPage.WriteAsync(_file, "remoting", "calls", TestContext.Current.CancellationToken);
        await BenchmarksPage.WriteAsync(_file, "tuplespaces", "tuples", TestContext.Current.CancellationToken);

        await BenchmarksPage.WriteAsync(_file, "remoting", "newer", TestContext.Current.CancellationToken);

        string page = await ReadAsync();
        Assert.DoesNotContain("calls", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("newer", StringComparison.Ordinal) < page.IndexOf("tuples\n", StringComparison.Ordinal));
    }

    public void Dispose() => File.Delete(_file);

    private Task<string> ReadAsync() => File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken);
}
