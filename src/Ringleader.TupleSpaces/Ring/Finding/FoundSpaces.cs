using System.Threading.Channels;
using Ringleader.Remoting;
using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Ring.Finding;

/// <summary>Makes spaces of the answers of one lookup, and tells which of them are one and the same.</summary>
/// <remarks>
/// A space is often found at several addresses: loopback and its host's own, or one for each network. A .NET space says who it
/// is when it is asked; Ruby's has one address, whichever way it was found.
/// </remarks>
internal sealed class FoundSpaces(RemoteTupleSpaceOptions options, ChannelWriter<FoundSpace> found)
{
    private const int MaxSpaces = 1024;
    private static readonly TimeSpan IdentityLimit = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly HashSet<string> _identities = new(StringComparer.Ordinal);

    /// <summary>Writes each space once, as soon as it is known who it is, until it is told to end. Spaces that were not written are disposed.</summary>
    public async Task IdentifyAllAsync(ChannelReader<RemoteObject> answers, CancellationToken ended)
    {
        var asked = new HashSet<RemoteObject>();
        var identifying = new List<Task>();
        try
        {
            await foreach (var answer in answers.ReadAllAsync(ended).ConfigureAwait(false))
            {
                if (asked.Count < MaxSpaces && asked.Add(answer))
                {
                    identifying.Add(IdentifyAsync(answer, ended));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }

        finally
        {
            await Task.WhenAll(identifying).ConfigureAwait(false);
            found.Complete();
        }
    }

    private async Task IdentifyAsync(RemoteObject answer, CancellationToken ended)
    {
        var space = RemoteTupleSpace.Of(answer, options);
        try
        {
            var (identity, name) = await AskAsync(space.Target, ended).ConfigureAwait(false);
            if (IsNew(identity) && found.TryWrite(new FoundSpace(space, name)))
            {
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Told to end before it was known who it is.
        }

        await space.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<(string Identity, string? Name)> AskAsync(RemoteObject space, CancellationToken ended)
    {
        using var limit = new CancellationTokenSource(IdentityLimit, options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ended);
        try
        {
            if (await SpaceIdentity.AskAsync(space, linked.Token).ConfigureAwait(false) is { } identity)
            {
                return (identity.Text, identity.RingName);
            }
        }
        catch (Exception error) when (!ended.IsCancellationRequested && (error is RemotingException or TimeoutException or OperationCanceledException))
        {
            // One that cannot be reached, which the user is to see.
        }

        return (space.ToString(), null); // a space of Ruby's is its address
    }

    private bool IsNew(string identity)
    {
        lock (_lock)
        {
            return _identities.Add(identity);
        }
    }
}
