using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Ring.Finding;

/// <summary>
/// One search: asks every target at once, then again at growing intervals, since datagrams get lost, and takes the answers.
/// Ruby's <c>lookup_ring</c> asks once.
/// </summary>
internal sealed class Lookup : IDynamicRemoteObject, IAsyncDisposable
{
    private const int MaxAnswers = 4096;
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);
    private readonly RingFinderOptions _options;
    private readonly AnswerServers _servers;
    private readonly long _id;
    private readonly int _seconds;
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<string, string> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _failures = new(StringComparer.Ordinal);
    private readonly Task _asking;

    // A peer that answers without end fills this and is then not heard.
    private readonly Channel<RemoteObject> _answers = Channel.CreateBounded<RemoteObject>(new BoundedChannelOptions(MaxAnswers) { FullMode = BoundedChannelFullMode.DropWrite });

    public Lookup(RingFinderOptions options, AnswerServers servers)
    {
        _options = options;
        _servers = servers;
        _seconds = (int)Math.Ceiling(options.Timeout.TotalSeconds);
        _id = servers.Lookups.Add(this);
        _asking = AskAllAsync();
    }

    /// <summary>What peers answered, several times where they were asked several times.</summary>
    public ChannelReader<RemoteObject> Answers => _answers.Reader;

    /// <summary>The error that tells whom this asked in vain, what went wrong, and what to check.</summary>
    public RingNotFoundException NotFound()
    {
        var failures = string.Join("; ", _failures.Select(failure => $"{failure.Key}: {failure.Value}"));
        return new RingNotFoundException(
            $"No ring server answered within {_options.Timeout.TotalSeconds:0.###} s. Asked: {string.Join(", ", _asked.Values.Order(StringComparer.Ordinal))}. "
            + (failures.Length == 0 ? "" : $"Not sent: {failures}. ")
            + "Check that a ring server runs there, that it listens at more than its own loopback address, "
            + "and that nothing blocks UDP on the way there and TCP on the way back.");
    }

    /// <summary>Takes an answer: the block of <c>lookup_ring</c>.</summary>
    public ValueTask<object?> InvokeAsync(string method, object?[] arguments, RemoteBlock? block, CancellationToken cancellationToken)
    {
        if (method is not "call" || arguments is not [var space, ..])
        {
            throw new MissingMethodException($"A lookup is answered by call(space), not by {method} with {arguments.Length} arguments.");
        }

        _answers.Writer.TryWrite(space is RemoteObject remote && CallbackUri.TryParse(remote.Uri) is not null
            ? remote
            : throw new ArgumentException("A lookup is answered with a reference to a tuple space at a druby or drbssl address.", nameof(arguments)));
        return ValueTask.FromResult<object?>(null);
    }

    /// <summary>Takes no more answers and asks nobody any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _servers.Lookups.Remove(_id);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _asking.ConfigureAwait(false);
        _ended.Dispose();
    }

    private async Task AskAllAsync()
    {
        var entries = (_options.Targets ?? FromEnvironment() ?? [RingTarget.Broadcast, RingTarget.Localhost]).Concat(await FromFileAsync().ConfigureAwait(false));
        await Task.WhenAll(entries.Distinct(StringComparer.Ordinal).Select(AskAsync)).ConfigureAwait(false);
    }

    private static IEnumerable<string>? FromEnvironment() =>
        Environment.GetEnvironmentVariable(RingFinderOptions.TargetsVariable) is { Length: > 0 } text ? RingTarget.Entries(text.Split(',')) : null;

    private async Task<IEnumerable<string>> FromFileAsync()
    {
        if (_options.TargetFile is not { } path)
        {
            return [];
        }

        try
        {
            return RingTarget.Entries(await File.ReadAllLinesAsync(path, _ended.Token).ConfigureAwait(false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _failures[$"file '{path}'"] = error.Message;
            return [];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private async Task AskAsync(string entry)
    {
        var routes = new List<(LookupRoute Route, byte[] Question)>();
        try
        {
            var target = RingTarget.Parse(entry, _options.Port);
            _asked[entry] = $"{entry} (UDP port {target.Port})";
            foreach (var open in await RoutesAsync(target).ConfigureAwait(false))
            {
                await OpenAsync(entry, open, routes).ConfigureAwait(false);
            }

            for (var interval = FirstInterval; routes.Count > 0; interval = interval * 2 < LongestInterval ? interval * 2 : LongestInterval)
            {
                foreach (var (route, question) in routes)
                {
                    await SendAsync(entry, route, question).ConfigureAwait(false);
                }

                await Task.Delay(interval, _options.TimeProvider, _ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The lookup has ended.
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            _failures[entry] = error.Message;
        }
        finally
        {
            routes.ForEach(way => way.Route.Dispose());
        }
    }

    private async Task<IReadOnlyList<Func<LookupRoute>>> RoutesAsync(RingTarget target)
    {
        Func<LookupRoute>[] routes;
        if (target.Host is null)
        {
            routes = [.. LookupRoute.ToNetworks(target.Port)];
        }
        else
        {
            var addresses = await target.LookUpAsync(_ended.Token).ConfigureAwait(false);
            routes = addresses is [var group] && MulticastGroup.Is(group)
                ? [.. LookupRoute.ToGroup(group, target.Interface, target.Port, _options.MulticastHops)]
                : [.. addresses.Select(address => (Func<LookupRoute>)(() => LookupRoute.ToHost(address, target.Port)))];
        }

        if (routes.Length == 0)
        {
            _failures[target.Text] = "no network interface that could send it is up";
        }

        return routes;
    }

    /// <summary>Opens a way out and writes the question for it, which names the local address of that way.</summary>
    private async Task OpenAsync(string entry, Func<LookupRoute> open, List<(LookupRoute Route, byte[] Question)> routes)
    {
        LookupRoute? route = null;
        try
        {
            route = open();
            var uri = await _servers.UriOnAsync(route.Local).ConfigureAwait(false);
            routes.Add((route, RingPacket.Write(new DrbReference(uri, _id), _seconds)));
        }
        catch (SocketException error)
        {
            route?.Dispose();
            _failures[route is null ? entry : $"{entry} to {route}"] = error.Message;
        }
    }

    private async Task SendAsync(string entry, LookupRoute route, byte[] question)
    {
        try
        {
            await route.SendAsync(question, _ended.Token).ConfigureAwait(false);
        }
        catch (SocketException error)
        {
            _failures[$"{entry} to {route}"] = error.Message;
        }
    }
}
