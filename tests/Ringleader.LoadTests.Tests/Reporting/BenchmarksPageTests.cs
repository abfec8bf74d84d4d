using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Tests.Reporting;

public sealed class BenchmarksPageTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task Write_replaces_the_table_and_keeps_the_prose_around_it()
    {
        await BenchmarksPage.WriteAsync(_file, "first", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_file, $"before\n{await ReadAsync()}after\n", TestContext.Current.CancellationToken);

        await BenchmarksPage.WriteAsync(_file, "second", TestContext.Current.CancellationToken);

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

        await BenchmarksPage.WriteAsync(_file, "table", TestContext.Current.CancellationToken);

        Assert.StartsWith("prose\n", await ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("table", await ReadAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private Task<string> ReadAsync() => File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken);
}
