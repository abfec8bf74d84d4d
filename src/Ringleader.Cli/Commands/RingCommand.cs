namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader ring</c>: ring servers and what is registered with them.</summary>
internal sealed class RingCommand : CliCommand
{
    public RingCommand(CliConsole console)
        : base("ring", "Run a ring server, and see which services have found each other there", console)
    {
        Add(new RingServeCommand(console));
        Add(new RingStopCommand(console));
        Add(new RingListCommand(console));
        Add(new RingFindCommand(console));
        Add(new RingWatchCommand(console));
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Examples:
          ringleader ring serve -d
          ringleader ring list
          ringleader ring stop

        """;
}
