using System.Text;
using Ringleader.Cli.Demo.LogCounting;

namespace Ringleader.Cli.Tests.Demo.LogCounting;

public sealed class LogFileTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a\n", 1)]
    [InlineData("a\nb", 2)]
    [InlineData("\n\n\n", 3)]
    [InlineData("a\r\nb\r\n", 2)]
    public async Task Line_count_is_that_of_line_ends_and_what_is_behind_the_last(string content, int expected)
    {
        using var file = new TemporaryLog(content);

        using var log = await file.OpenAsync(rangeLines: 10);

        Assert.Equal(expected, log.LineCount);
    }

    [Fact]
    public async Task Ranges_have_the_wanted_number_of_lines_and_the_last_has_the_rest()
    {
        using var file = new TemporaryLog("1\n2\n3\n4\n5");

        using var log = await file.OpenAsync(rangeLines: 2);

        Assert.Equal([2, 2, 1], log.Ranges.Select(range => range.LineCount));
        Assert.Equal(["3", "4"], await log.ReadAsync(1, CancellationToken.None));
        Assert.Equal(["5"], await log.ReadAsync(2, CancellationToken.None));
    }

    [Fact]
    public async Task Ranges_of_long_lines_stay_below_a_megabyte()
    {
        var line = new string('x', 300_000) + "\n";
        using var file = new TemporaryLog(string.Concat(Enumerable.Repeat(line, 7)));

        using var log = await file.OpenAsync(rangeLines: 100);

        Assert.Equal([3, 3, 1], log.Ranges.Select(range => range.LineCount));
    }

    [Fact]
    public async Task File_with_an_endless_line_is_refused()
    {
        using var file = new TemporaryLog(new byte[3_000_000]);

        var error = await Assert.ThrowsAsync<CommandFailedException>(() => file.OpenAsync(rangeLines: 100));

        Assert.Contains("so it is no log", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_become_replacement_characters()
    {
        using var file = new TemporaryLog([(byte)'a', 0xff, (byte)'b', (byte)'\n']);

        using var log = await file.OpenAsync(rangeLines: 10);

        Assert.Equal(["a\ufffdb"], await log.ReadAsync(0, CancellationToken.None));
    }

    [Fact]
    public async Task Lines_behind_the_given_length_are_not_seen()
    {
        using var file = new TemporaryLog("one\ntwo\nthree\n");

        using var log = await LogFile.OpenAsync(file.Path, length: 8, rangeLines: 10, CancellationToken.None);

        Assert.Equal(["one", "two"], await log.ReadAsync(0, CancellationToken.None));
    }

    [Fact]
    public async Task File_that_became_shorter_is_an_error()
    {
        using var file = new TemporaryLog("one\ntwo\n");
        using var log = await file.OpenAsync(rangeLines: 10);
        await File.WriteAllTextAsync(file.Path, "o");

        var error = await Assert.ThrowsAsync<CommandFailedException>(() => log.ReadAsync(0, CancellationToken.None));

        Assert.Contains("became shorter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_files_are_cut_without_loss_and_counted_alike_by_one_process_alone()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 100; i++)
        {
            var content = RandomContent(random);
            using var file = new TemporaryLog(content);
            using var log = await file.OpenAsync(random.Next(1, 50));
            var read = new List<string>();
            for (var range = 0; range < log.Ranges.Count; range++)
            {
                read.AddRange(await log.ReadAsync(range, CancellationToken.None));
            }

            string[] lines = [.. content.Split('\n').Select(line => line.TrimEnd('\r'))];
            var expected = content.Length == 0 || content.EndsWith('\n') ? lines[..^1] : lines;
            Assert.True(expected.SequenceEqual(read), $"seed {seed}, file {i}");
            var shared = new RequestCount();
            read.ForEach(shared.AddLine);
            var (alone, count) = await CountAlone.RunAsync(file.Path, file.Length, CancellationToken.None);
            Assert.True(alone.IsSameAs(shared) && count == read.Count, $"seed {seed}, file {i}");
        }
    }

    private static string RandomContent(Random random)
    {
        var content = new StringBuilder();
        for (var i = random.Next(300); i > 0; i--)
        {
            content.Append(random.Next(6) switch
            {
                0 => "",
                1 => "garbage é",
                2 => new string('y', random.Next(5000)),
                _ => $"1.2.3.4 - - [t] \"GET /{random.Next(20)} HTTP/1.1\" 200 1",
            });
            content.Append(random.Next(4) == 0 ? "\r\n" : "\n");
        }

        return random.Next(2) == 0 ? content.ToString() : content + "[t] \"GET /last HTTP/1.1\"";
    }
}
