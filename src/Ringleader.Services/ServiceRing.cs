using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.Services.Borrowing;
using Ringleader.Services.Finding;
using Ringleader.Services.Offering;
using Ringleader.Services.Registry;

namespace Ringleader.Services;

/// <summary>
/// This process as a member of the ring: it offers objects under names, and finds, borrows and calls those that other processes
/// offer, .NET or Ruby. RingyDingy and Distribunaut as one. Thread-safe.
/// </summary>
/// <remarks>
/// An offer is a tuple with every ring server, which asks this process again and again whether it still lives; so what a dead
/// process offered is gone after <see cref="ServiceRingOptions.Lease"/>. What a ring server has lost is registered again after
/// <see cref="ServiceRingOptions.CheckPeriod"/>.
/// </remarks>
public sealed partial class ServiceRing : IAsyncDisposable
{
    private readonly RemoteServer _server;
    private readonly RemotingClient _client;
    private readonly RingBoards _boards;
    private readonly OfferKeeper _keeper;
    private readonly ServiceFinder _finder;
    private readonly ServiceLender _lender;
    private readonly ILogger _logger;
    private readonly Lock _disposeLock = new();
    private Task? _left;

    private ServiceRing(ServiceRingOptions options, RemoteServer server)
    {
        Options = options;
        _server = server;
        _logger = options.LoggerFactory.CreateLogger("Ringleader.Services");
        _client = new RemotingClient(options.Client with { CallbackServer = server });
        _boards = new RingBoards(options, server, _logger);
        _keeper = new OfferKeeper(_boards, new ReturnPath(options.Uri, server, _client), options, _logger);
        _finder = new ServiceFinder(_boards, _client, server, options, _logger);
        _lender = new ServiceLender(_boards, _finder, options);
        LogJoined(server.Uri);
    }

    /// <summary>What it was joined with.</summary>
    public ServiceRingOptions Options { get; }

    /// <summary>What this process listens on.</summary>
    public string Uri => _server.Uri;

    /// <summary>The ring servers that are known now, the preferred one first.</summary>
    public IReadOnlyList<string> RingServers => [.. _boards.Current.Select(static board => board.Name)];

    /// <summary>
    /// Begins to listen and to look for ring servers. It needs none to be up yet: offers are registered as soon as there is one,
    /// and searches wait for the first.
    /// </summary>
    /// <param name="options">Where the ring servers are, and what to listen on; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message says which.</exception>
    public static async Task<ServiceRing> JoinAsync(ServiceRingOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ServiceRingOptions.Default;
        options.Validate();
        var server = await RemoteServer.StartAsync(options.Uri, options: options.Server, cancellationToken: cancellationToken).ConfigureAwait(false);
        try
        {
            return new ServiceRing(options, server);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Offers an object under a name until the offer is disposed. Several may offer the same name.</summary>
    /// <typeparam name="T">What it is offered as: usually its contract. Its contracts decide what can be called.</typeparam>
    /// <param name="name">The name, to Ruby a Symbol.</param>
    /// <param name="implementation">The object; calls come in parallel.</param>
    /// <param name="options">How long to wait for the first registration, and more; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up and withdraws.</param>
    /// <returns>The offer, which has been registered with at least one ring server unless the options say not to wait.</returns>
    /// <exception cref="ServiceNotRegisteredException">
    /// No ring server took it in time, or all that are known are unable to reach this process; the message says which and why.
    /// </exception>
    public ValueTask<ServiceOffer> OfferAsync<T>(
        string name, T implementation, ServiceOfferOptions? options = null, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(implementation);
        var identity = ServiceIdentity.OfThisProcess(options?.InstanceName);
        return OfferAsync(null, name, implementation, identity.ToString(), '_', options, cancellationToken);
    }

    /// <summary>
    /// Offers a class under its name in <see cref="ServiceRingOptions.ApplicationName"/>: who resolves
    /// <c>distributed://application/Class</c> can create instances in this process and call its static members.
    /// </summary>
    /// <typeparam name="T">A partial class with <see cref="DistributedAttribute"/>.</typeparam>
    /// <param name="options">How long to wait for the first registration; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up and withdraws.</param>
    /// <exception cref="InvalidOperationException">The ring was joined without an application name.</exception>
    /// <exception cref="ServiceNotRegisteredException">
    /// No ring server took it in time, or all that are known are unable to reach this process; the message says which and why.
    /// </exception>
    public ValueTask<ServiceOffer> OfferClassAsync<T>(ServiceOfferOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IDistributed
    {
        var application = Options.ApplicationName ?? throw new InvalidOperationException(
            $"The class '{T.ClassName}' cannot be offered: the ring was joined without an application name. Set {nameof(ServiceRingOptions)}.{nameof(ServiceRingOptions.ApplicationName)}.");
        return OfferAsync(application, T.ClassName, DistributedClass<T>.Instance, $"{T.ClassName} Service", ' ', options, cancellationToken);
    }

    /// <summary>Withdraws all offers, ends what balances, and stops listening. What was found is no longer callable.</summary>
    public async ValueTask DisposeAsync()
    {
        Task left;
        lock (_disposeLock)
        {
            left = _left ??= LeaveAsync();
        }

        await left.ConfigureAwait(false);
    }

    private async ValueTask<ServiceOffer> OfferAsync(
        string? application, string name, object implementation, string description, char separator, ServiceOfferOptions? options, CancellationToken cancellationToken)
    {
        var offer = new ServiceOffer(_keeper, _keeper.Identities.Claim(application, name, description, separator), implementation, Options);
        _keeper.Add(offer);
        var limit = options?.RegistrationTimeout ?? Options.DefaultTimeout;
        if (limit == TimeSpan.Zero)
        {
            return offer;
        }

        try
        {
            var registered = offer.WaitUntilRegisteredAsync(limit, cancellationToken);
            if (await Task.WhenAny(registered, offer.Hopeless).ConfigureAwait(false) == offer.Hopeless && !offer.IsRegistered)
            {
                throw new ServiceNotRegisteredException($"'{name}' cannot be registered. {string.Join(" ", offer.Problems)}");
            }

            await registered.ConfigureAwait(false);
            return offer;
        }
        catch (Exception error)
        {
            await offer.DisposeAsync().ConfigureAwait(false);
            if (error is TimeoutException)
            {
                throw new ServiceNotRegisteredException(
                    $"No ring server registered '{name}' within {limit.TotalSeconds:0.###} s; {WhoWasTried()}.{string.Concat(offer.Problems.Select(static problem => " " + problem))} Start one, or set {nameof(ServiceOfferOptions.RegistrationTimeout)} to zero to offer in the background.", error);
            }

            throw;
        }
    }

    private string WhoWasTried() => _boards.Current is { Count: > 0 } boards
        ? "tried: " + string.Join(", ", boards.Select(static board => board.LastError is { } error ? $"{board.Name} ({error.TrimEnd('.')})" : board.Name))
        : "none was found";

    private async Task LeaveAsync()
    {
        await _keeper.DisposeAsync().ConfigureAwait(false);
        await DisposeWatchersAsync().ConfigureAwait(false);
        await _boards.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        LogLeft(_server.Uri);
    }

    [LoggerMessage(3001, LogLevel.Information, "Joined the ring; listening at {Uri}.")]
    private partial void LogJoined(string uri);

    [LoggerMessage(3002, LogLevel.Information, "Left the ring; stopped listening at {Uri}.")]
    private partial void LogLeft(string uri);
}
