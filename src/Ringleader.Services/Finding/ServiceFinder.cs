using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.Services.Registry;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Finding;

/// <summary>Asks all ring servers for the providers of a service, and the providers whether they live.</summary>
internal sealed partial class ServiceFinder(
    RingBoards boards, RemotingClient client, RemoteServer server, ServiceRingOptions options, ILogger logger)
{
    private const int NamesShown = 20;
    private const int ProbesAtOnce = 4;
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The first live provider. The ring servers are asked in parallel, the providers a few at a time; of several that live, the
    /// one that was registered first with the preferred ring server wins.
    /// </summary>
    /// <exception cref="TupleSpaces.Ring.RingNotFoundException">There is no ring server to ask.</exception>
    public async ValueTask<Search> SearchAsync(Template template, CancellationToken cancellationToken)
    {
        await boards.AtLeastOneAsync(options.Finder.Timeout, cancellationToken).ConfigureAwait(false);
        var isComplete = boards.FirstLookup.IsCompleted;
        var search = await SearchOnceAsync(template, cancellationToken).ConfigureAwait(false);
        if (search.Found is null && !isComplete)
        {
            // The one ring server that had answered by now may not be the one that knows it.
            await boards.FirstLookup.WaitAsync(cancellationToken).ConfigureAwait(false);
            search = await SearchOnceAsync(template, cancellationToken).ConfigureAwait(false);
        }

        ServicesDiagnostics.Lookups.Add(1, new TagList { { "found", search.Found is not null } });
        return search;
    }

    /// <summary>What the ring servers know, each provider once.</summary>
    public async ValueTask<Listing> ReadAsync(Template template, CancellationToken cancellationToken)
    {
        var asked = boards.Current;
        var answers = await Task.WhenAll(asked.Select(board => board.AskAsync(
            (space, token) => space.ReadAllAsync(template, token), cancellationToken).AsTask())).ConfigureAwait(false);
        var providers = new Dictionary<(string, string, RemoteObject), Provider>();
        var order = new List<(string, string, RemoteObject)>();
        for (var i = 0; i < asked.Count; i++)
        {
            foreach (var tuple in answers[i].Value ?? [])
            {
                if (!ServiceTuple.TryRead(tuple, client, server, out var provider))
                {
                    continue;
                }

                var registration = provider.Registration;
                var key = ($"{registration.Application}/{registration.Name}", registration.Description, registration.Target);
                if (!providers.TryGetValue(key, out var known))
                {
                    known = provider;
                    order.Add(key);
                }

                providers[key] = known.KnownTo(asked[i].Name);
            }
        }

        return new(
            [.. order.Select(key => providers[key])],
            [.. asked.Select(static board => board.Name)],
            [.. asked.Where((_, index) => !answers[index].HasCome).Select(static board => board.Name)]);
    }

    /// <summary>What a tuple that was taken says; null when it is no registration.</summary>
    public Provider? Read(SpaceTuple tuple) => ServiceTuple.TryRead(tuple, client, server, out var provider) ? provider : null;

    /// <summary>The same registrations, each with whether it lives.</summary>
    public async ValueTask<IReadOnlyList<ServiceRegistration>> CheckAsync(
        IEnumerable<ServiceRegistration> registrations, CancellationToken cancellationToken)
    {
        var checkedOnes = new List<ServiceRegistration>();
        foreach (var group in registrations.Chunk(ProbesAtOnce))
        {
            checkedOnes.AddRange(await Task.WhenAll(group.Select(async registration =>
                registration with { IsAlive = await IsAliveAsync(registration, cancellationToken).ConfigureAwait(false) })).ConfigureAwait(false));
        }

        return checkedOnes;
    }

    /// <summary>The error for an address that leads nowhere: it says what there is instead.</summary>
    public async ValueTask<ServiceException> UnresolvedAsync(ServiceAddress address, Search search, CancellationToken cancellationToken)
    {
        var listing = await ReadAsync(ServiceTuple.Anything, cancellationToken).ConfigureAwait(false);
        var known = listing.Providers
            .Select(static provider => provider.Registration)
            .Where(static registration => registration.Application is not null)
            .ToList();
        var classes = NamesOf(known
            .Where(registration => string.Equals(registration.Application, address.Application, StringComparison.Ordinal))
            .Select(static registration => registration.Name));
        if (search.Dead.Count > 0)
        {
            return search.NotFound(address.ToString());
        }

        if (classes.Length > 0)
        {
            return new ServiceNotFoundException(
                $"'{address}' leads nowhere: the application '{address.Application}' offers {classes}. {listing.WhoWasAsked}");
        }

        var applications = NamesOf(known.Select(static registration => registration.Application ?? ""));
        return new UnknownApplicationException(
            $"'{address}' leads nowhere: nothing of an application '{address.Application}' is registered"
            + (applications.Length == 0 ? "." : $", but of {applications}.") + $" {listing.WhoWasAsked}");
    }

    /// <summary>Whether the object answers in time. RingyDingy's ping: any answer will do, but not that there is no such object.</summary>
    public async ValueTask<bool> IsAliveAsync(ServiceRegistration registration, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.ProbeTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await registration.Target.CallAsync("object_id", cancellationToken: either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested
            && error is RemotingException or TimeoutException or OperationCanceledException)
        {
            if (error is RemoteException or RemoteMethodMissingException)
            {
                return true;
            }

            ServicesDiagnostics.DeadProviders.Add(1);
            LogDead(registration.ToString(), error.Message);
            return false;
        }
    }

    /// <summary>Ends when it is worth while to search again: something was registered, or a while has passed.</summary>
    public async ValueTask WaitForChangeAsync(Template template, bool hasDead, TimeSpan limit, CancellationToken cancellationToken)
    {
        limit = limit < LongestLook ? limit : LongestLook;
        var asked = boards.Current;
        if (hasDead || asked.Count == 0)
        {
            // A dead entry is answered to every read, so a read would not wait.
            await Task.Delay(limit, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var one = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = asked.Select(board => board.AskAsync(
            (space, token) => space.TryReadAsync(template, limit, token), limit + options.ProbeTimeout, one.Token).AsTask()).ToList();
        try
        {
            while (waits.Count > 0)
            {
                var ended = await Task.WhenAny(waits).ConfigureAwait(false);
                waits.Remove(ended);
                if ((await ended.ConfigureAwait(false)).Value is not null)
                {
                    return;
                }
            }
        }
        finally
        {
            await one.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(waits)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string NamesOf(IEnumerable<string> all)
    {
        var names = all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return string.Join(", ", names.Take(NamesShown).Select(static name => $"'{name}'")) + (names.Count > NamesShown ? ", …" : "");
    }

    private async ValueTask<Search> SearchOnceAsync(Template template, CancellationToken cancellationToken)
    {
        var listing = await ReadAsync(template, cancellationToken).ConfigureAwait(false);
        var dead = new List<Provider>();
        foreach (var group in listing.Providers.Chunk(ProbesAtOnce))
        {
            var answers = await Task.WhenAll(
                group.Select(provider => IsAliveAsync(provider.Registration, cancellationToken).AsTask())).ConfigureAwait(false);
            var first = Array.IndexOf(answers, true);
            dead.AddRange(group.Where((_, index) => !answers[index]));
            if (first >= 0)
            {
                return new(group[first], dead, listing);
            }
        }

        return new(null, dead, listing);
    }

    [LoggerMessage(3011, LogLevel.Warning, "The provider {Provider} is registered, but does not answer: {Reason}")]
    private partial void LogDead(string provider, string reason);
}
