using System.CommandLine;
using Ringleader.Cli.Rings;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Spaces;

/// <summary>The options <c>--uri</c> and <c>--ring</c>: which tuple space a command uses.</summary>
internal sealed class SpaceOptions
{
    private static readonly TimeSpan LookupTime = TimeSpan.FromSeconds(5);

    private readonly Option<string> _uri = new("--uri")
    {
        Description = "The address of the space, .NET or Ruby: druby://host:port. Default: the first that answers a lookup",
        HelpName = "URI",
    };

    private readonly RingOptions _ring = new();

    public void AddTo(Command command)
    {
        command.Add(_uri);
        _ring.AddTo(command);
    }

    /// <summary>Runs what is to be done with the space.</summary>
    /// <exception cref="WrongUseException">The address cannot be read, or both options are given.</exception>
    public async Task<int> UseAsync(ParseResult parsed, Func<ITupleSpace, CancellationToken, Task<int>> use, CancellationToken cancellationToken)
    {
        var space = await OpenAsync(parsed, cancellationToken).ConfigureAwait(false);
        await using (space.ConfigureAwait(false))
        {
            return await use(space, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<RemoteTupleSpace> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_uri) is not { } uri)
        {
            var finder = _ring.OpenFinder(parsed, LookupTime);
            await using (finder.ConfigureAwait(false))
            {
                return await finder.FindAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (_ring.IsGiven(parsed))
        {
            throw new WrongUseException("The options --uri and --ring exclude each other.");
        }

        try
        {
            return RemoteTupleSpace.Connect(uri);
        }
        catch (ArgumentException error)
        {
            throw WrongUseException.Of(error);
        }
    }
}
