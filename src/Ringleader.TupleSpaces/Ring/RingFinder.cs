using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Ringleader.TupleSpaces.Ring.Finding;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>
/// Finds tuple spaces on the network: Rinda's RingFinger, without its fixed wait. Make one and keep it: the listeners on which
/// it takes answers serve all its lookups. Thread-safe.
/// </summary>
/// <remarks>
/// Whoever hears a question can answer it, as with Ruby's; where the network is not trusted, take answers over
/// <see cref="RingFinderOptions.Tls"/> with client certificates, and reach spaces by <c>drbssl://</c>.
/// </remarks>
public sealed class RingFinder : IAsyncDisposable
{
    private readonly AnswerServers _servers;

    /// <summary>Creates a finder; nothing is sent yet.</summary>
    /// <param name="options">Whom to ask and how long; the defaults when null.</param>
    /// <exception cref="ArgumentException">A target cannot be read.</exception>
    public RingFinder(RingFinderOptions? options = null)
    {
        Options = options ?? RingFinderOptions.Default;
        foreach (var target in Options.Targets ?? [])
        {
            RingTarget.Parse(target, Options.Port); // so that a wrong one shows here and not in the first lookup
        }

        _servers = new AnswerServers(Options);
    }

    /// <summary>What the finder was made with.</summary>
    public RingFinderOptions Options { get; }

    /// <summary>The first space that answers, as soon as it does. Rinda's <c>lookup_ring_any</c>.</summary>
    /// <exception cref="RingNotFoundException">Nobody answered in time; the text says who was asked and what went wrong.</exception>
    public async ValueTask<RemoteTupleSpace> FindAsync(CancellationToken cancellationToken = default)
    {
        var lookup = new Lookup(Options, _servers);
        await using var asking = lookup.ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(Options.Timeout, Options.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return RemoteTupleSpace.Of(await lookup.Answers.ReadAsync(ended.Token).ConfigureAwait(false), Options.Space);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw lookup.NotFound();
        }
    }

    /// <summary>
    /// The same space on every machine and at every time: of those that answer until <see cref="RingFinderOptions.SettleTime"/>
    /// after the first one that is good, the first by name, host and port.
    /// </summary>
    /// <param name="isGood">Which spaces will do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RingNotFoundException">None that is good answered in time.</exception>
    public async ValueTask<FoundSpace> FindAsync(Func<FoundSpace, bool> isGood, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(isGood);
        var lookup = new Lookup(Options, _servers);
        await using var asking = lookup.ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(Options.Timeout, Options.TimeProvider);
        FoundSpace? best = null;
        await foreach (var found in CollectAsync(lookup, timeout.Token, cancellationToken).ConfigureAwait(false))
        {
            if (!isGood(found) || (best is not null && FoundSpace.Order.Compare(found, best) > 0))
            {
                await found.Space.DisposeAsync().ConfigureAwait(false);
                continue;
            }

            if (best is null)
            {
                timeout.CancelAfter(Options.SettleTime);
            }
            else
            {
                await best.Space.DisposeAsync().ConfigureAwait(false);
            }

            best = found;
        }

        return best ?? throw lookup.NotFound();
    }

    /// <summary>All spaces that answer, each once and as soon as it does; ends when <see cref="RingFinderOptions.Timeout"/> has passed.</summary>
    public async IAsyncEnumerable<FoundSpace> FindAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var lookup = new Lookup(Options, _servers);
        await using var asking = lookup.ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(Options.Timeout, Options.TimeProvider);
        await foreach (var found in CollectAsync(lookup, timeout.Token, cancellationToken).ConfigureAwait(false))
        {
            yield return found;
        }
    }

    /// <summary>Stops listening for answers. Spaces that were found stay usable.</summary>
    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    /// <summary>Ends quietly at a time, and with an error when it is cancelled.</summary>
    private async IAsyncEnumerable<FoundSpace> CollectAsync(Lookup lookup, CancellationToken until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(until, cancellationToken);
        var found = Channel.CreateUnbounded<FoundSpace>(); // as many as there are spaces
        var identifying = new FoundSpaces(Options.Space, found.Writer).IdentifyAllAsync(lookup.Answers, ended.Token);
        try
        {
            await foreach (var space in found.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return space;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await identifying.ConfigureAwait(false);
            while (found.Reader.TryRead(out var unread))
            {
                await unread.Space.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
