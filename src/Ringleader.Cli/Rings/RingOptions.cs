using System.CommandLine;
using Ringleader.Services;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Rings;

/// <summary>The option <c>--ring</c>: which ring servers a command asks.</summary>
internal sealed class RingOptions
{
    private readonly Option<string[]> _targets = new("--ring")
    {
        Description = "Whom to ask: broadcast, localhost, a host or a multicast group, each with an optional :port; repeat it for more. "
            + $"Default: those in {RingFinderOptions.TargetsVariable}, else broadcast and localhost",
        HelpName = "ADDR",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public void AddTo(Command command) => command.Add(_targets);

    /// <summary>True when the user named somebody to ask.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_targets) is { Length: > 0 };

    /// <summary>Finds ring servers.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="timeout">How long to look.</param>
    /// <exception cref="WrongUseException">A target cannot be read, or the time is too long for a lookup.</exception>
    public RingFinder OpenFinder(ParseResult parsed, TimeSpan timeout)
    {
        try
        {
            return new RingFinder(Finder(parsed, timeout));
        }
        catch (ArgumentException error)
        {
            throw WrongUseException.Of(error);
        }
    }

    /// <summary>Joins the ring, to ask for services.</summary>
    /// <inheritdoc cref="OpenFinder"/>
    public async Task<ServiceRing> JoinAsync(ParseResult parsed, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await ServiceRing.JoinAsync(new ServiceRingOptions { Finder = Finder(parsed, timeout) }, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException error)
        {
            throw WrongUseException.Of(error);
        }
    }

    private RingFinderOptions Finder(ParseResult parsed, TimeSpan timeout) => new()
    {
        Targets = parsed.GetValue(_targets) is { Length: > 0 } targets ? targets : null,
        Timeout = timeout,
    };
}
