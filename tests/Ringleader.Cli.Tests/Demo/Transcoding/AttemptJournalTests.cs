using Ringleader.Cli.Demo.Transcoding;
using Ringleader.Jobs;

namespace Ringleader.Cli.Tests.Demo.Transcoding;

public sealed class AttemptJournalTests
{
    private static readonly AttemptEvent Begin = new(AttemptStage.Begin, new JobId(4), Term: 9, TimeSpan.FromTicks(100));
    private static readonly AttemptEvent End = Begin with { Stage = AttemptStage.End, At = TimeSpan.FromTicks(150) };
    private readonly AttemptJournal _journal = new();

    [Fact]
    public void Line_is_read_as_it_was_written()
    {
        var line = Begin.ToLine();

        Assert.Equal("Begin 4 9 100", line);
        Assert.Equal(Begin, AttemptEvent.Parse(line, "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Begin 4 9")]
    [InlineData("Sleep 4 9 100")]
    [InlineData("7 4 9 100")]
    [InlineData("Begin x 9 100")]
    [InlineData("Begin 4 9 -1")]
    public void Other_lines_are_refused(string line)
    {
        var error = Assert.Throws<CommandFailedException>(() => AttemptEvent.Parse(line, "a"));

        Assert.Equal($"The worker 'a' printed '{line}' instead of what it does.", error.Message);
    }

    [Fact]
    public void Attempts_are_in_the_order_of_their_terms_whoever_spoke_first()
    {
        _journal.Add("a", Begin);
        _journal.Add("b", new AttemptEvent(AttemptStage.Begin, new JobId(3), Term: 8, TimeSpan.FromTicks(120)));
        _journal.Add("a", Begin with { Stage = AttemptStage.Hold });
        _journal.Add("a", End);

        Assert.Equal(
            [new Attempt("b", new JobId(3), 8, TimeSpan.FromTicks(120), End: null), new Attempt("a", new JobId(4), 9, TimeSpan.FromTicks(100), TimeSpan.FromTicks(150))],
            _journal.Attempts);
    }

    [Fact]
    public void End_without_its_begin_is_refused()
    {
        _journal.Add("a", Begin);

        Assert.Throws<CommandFailedException>(() => _journal.Add("b", End));
        Assert.Throws<CommandFailedException>(() => _journal.Add("a", End with { Term = 10 }));
        Assert.Throws<CommandFailedException>(() => _journal.Add("a", End with { Job = new JobId(5) }));
    }
}
