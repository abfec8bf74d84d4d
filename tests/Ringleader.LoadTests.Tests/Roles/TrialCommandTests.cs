using Ringleader.LoadTests.Roles;

namespace Ringleader.LoadTests.Tests.Roles;

public sealed class TrialCommandTests
{
    [Fact]
    public void Parse_reads_what_ToString_wrote()
    {
        var command = new TrialCommand("drain", 20_000, 10);

        Assert.Equal(command, TrialCommand.Parse(command.ToString()));
    }

    [Fact]
    public void Parse_names_a_command_that_it_does_not_know()
    {
        FormatException problem = Assert.Throws<FormatException>(() => TrialCommand.Parse("drain all"));

        Assert.Contains("'drain all'", problem.Message, StringComparison.Ordinal);
    }
}
