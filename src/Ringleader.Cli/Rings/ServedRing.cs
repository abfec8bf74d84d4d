using System.Net;
using System.Net.Sockets;
using Ringleader.TupleSpaces;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Rings;

/// <summary>A space of its own and the ring server that tells where it is.</summary>
internal sealed class ServedRing : IAsyncDisposable
{
    private readonly TupleSpaceServer _server;
    private readonly RingServer _ring;

    private ServedRing(TupleSpaceServer server, RingServer ring, bool isLocal)
    {
        _server = server;
        _ring = ring;
        IsLocal = isLocal;
    }

    /// <summary>The address of the space.</summary>
    public string Uri => _server.Uri;

    /// <summary>The space itself.</summary>
    public TupleSpace Space => _server.Space;

    /// <summary>The UDP port at which lookups are answered.</summary>
    public int Port => _ring.Port;

    /// <summary>True when the space can be reached from this machine only.</summary>
    public bool IsLocal { get; }

    /// <summary>Starts both. The space listens at the first address that is no multicast group and not loopback, else on loopback.</summary>
    /// <param name="addresses">Where to answer lookups; loopback when there is none.</param>
    /// <param name="port">The UDP port; 0 for a free one.</param>
    /// <param name="name">The ring's name, or null.</param>
    /// <param name="maxAnswers">How many answers per second one host may cause without taking them; null for the default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WrongUseException">An address or the port cannot be meant.</exception>
    /// <exception cref="CommandFailedException">An address cannot be bound.</exception>
    public static async Task<ServedRing> StartAsync(IReadOnlyList<string> addresses, int port, string? name, int? maxAnswers, CancellationToken cancellationToken)
    {
        var open = addresses.FirstOrDefault(static text => IPAddress.TryParse(text, out var address) && !IPAddress.IsLoopback(address) && !IsGroup(address));
        try
        {
            var options = new RingServerOptions { Port = port, Name = name };
            options = options with { MaxAnswersPerSecond = maxAnswers ?? options.MaxAnswersPerSecond };
            options = addresses.Count == 0 ? options : options with { Addresses = addresses };
            var server = await TupleSpaceServer.StartAsync($"druby://{HostOf(open)}:0", cancellationToken: cancellationToken).ConfigureAwait(false);
            try
            {
                var ring = await RingServer.StartAsync(server, options, cancellationToken).ConfigureAwait(false);
                return new ServedRing(server, ring, open is null);
            }
            catch
            {
                await server.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (ArgumentException error)
        {
            throw WrongUseException.Of(error);
        }
        catch (SocketException error)
        {
            throw new CommandFailedException(
                $"A ring server cannot listen on port {port} of {string.Join(", ", addresses.DefaultIfEmpty("127.0.0.1"))}: {error.Message.TrimEnd('.')}. Is one running there already? Try another --port or --bind.", error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ring.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private static bool IsGroup(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.GetAddressBytes()[0] is >= 224 and <= 239
        : address.IsIPv6Multicast;

    private static string HostOf(string? address) => address switch
    {
        null => "127.0.0.1",
        _ when address.Contains(':', StringComparison.Ordinal) => $"[{address}]",
        _ => address,
    };
}
