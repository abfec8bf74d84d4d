using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Tests.Measuring;

public sealed class RunCommandTests
{
    [Fact]
    public void Parse_reads_what_ToString_wrote()
    {
        var command = new RunCommand(64, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2));

        Assert.Equal(command, RunCommand.Parse(command.ToString()));
    }

    [Fact]
    public void Parse_names_a_command_that_it_does_not_know()
    {
        FormatException problem = Assert.Throws<FormatException>(() => RunCommand.Parse("walk 1"));

        Assert.Contains("'walk 1'", problem.Message, StringComparison.Ordinal);
    }
}
