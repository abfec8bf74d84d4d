using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.TupleSpaces.Remote.Server;
using Ringleader.TupleSpaces.Ring.Serving;

namespace Ringleader.TupleSpaces.Ring;

/// <summary>Answers those who look for a tuple space on the network: UDP in, a call to the asker out. Rinda's RingServer.</summary>
/// <remarks>
/// A datagram comes from anybody, and its sender can be forged. So one that is no lookup is dropped unread; the call goes to
/// the host that asked and to no other, unless <see cref="RingServerOptions.AnswerOtherHosts"/> says so; each host can cause
/// only so many calls per second that it does not take; and what is dropped is counted by <c>ringleader.tuplespaces.ring.dropped</c>. All that an
/// asker learns is the address of the space, which guards itself.
/// </remarks>
public sealed partial class RingServer : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(100);
    private readonly RingServerOptions _options;
    private readonly IReadOnlyList<RingSocket> _sockets;
    private readonly RingAnswers _answers;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _receiving;
    private int _disposed;

    private RingServer(RemoteServer space, RingServerOptions options, IReadOnlyList<RingSocket> sockets)
    {
        _options = options;
        _sockets = sockets;
        _logger = options.LoggerFactory.CreateLogger("Ringleader.TupleSpaces.Ring");
        _answers = new RingAnswers(space, options, _logger);
        Port = sockets[0].Local.Port;
        if (space.Front is SpaceFront front)
        {
            front.RingName = options.Name;
        }

        NetworkChange.NetworkAddressChanged += JoinNewInterfaces;
        _receiving = Task.WhenAll(sockets.Select(socket => Task.Run(() => ReceiveAllAsync(socket))));
        LogStarted(space.Uri, string.Join(", ", sockets.Select(socket => socket.Local)));
    }

    /// <summary>The UDP port that was bound.</summary>
    public int Port { get; }

    /// <summary>Starts to answer.</summary>
    /// <param name="space">The space that askers are told of; it stays the caller's.</param>
    /// <param name="options">Addresses, port and limits; the defaults when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">There is no address, or one cannot be read.</exception>
    /// <exception cref="SocketException">An address cannot be bound, for instance because another ring server has it.</exception>
    public static Task<RingServer> StartAsync(TupleSpaceServer space, RingServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Start(space.Server, options ?? RingServerOptions.Default));
    }

    /// <summary>Stops answering; the space goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await _receiving.ConfigureAwait(false);
            return;
        }

        NetworkChange.NetworkAddressChanged -= JoinNewInterfaces;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        await _answers.DisposeAsync().ConfigureAwait(false);
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        _stopping.Dispose();
    }

    /// <summary>Starts to answer with the front of a server.</summary>
    internal static RingServer Start(RemoteServer space, RingServerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfZero(options.Addresses.Count, nameof(options));
        RingBinding[] bindings = [.. options.Addresses.Select(RingBinding.Parse)];
        var sockets = new List<RingSocket>();
        var failures = new List<(IPAddress Address, SocketException Error)>();
        try
        {
            foreach (var binding in bindings)
            {
                // The first may take a free port; the others take the same.
                sockets.Add(RingSocket.Bind(binding, sockets.Count == 0 ? options.Port : sockets[0].Local.Port, bindings));
            }

            foreach (var binding in RingBinding.BroadcastsOf(bindings))
            {
                try
                {
                    sockets.Add(RingSocket.Bind(binding, sockets[0].Local.Port, bindings));
                }
                catch (SocketException error)
                {
                    failures.Add((binding.Address, error)); // those who ask by an address are answered all the same
                }
            }

            var ring = new RingServer(space, options, sockets);
            foreach (var (address, error) in failures)
            {
                ring.LogBroadcastNotBound(address, error);
            }

            return ring;
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    private async Task ReceiveAllAsync(RingSocket socket)
    {
        var buffer = new byte[Protocol.RingPacket.MaxBytes + 1];
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var (length, sender) = await socket.ReceiveAsync(buffer, _stopping.Token).ConfigureAwait(false);
                _answers.Take(buffer.AsSpan(0, length), sender, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.MessageSize)
            {
                RingAnswers.Drop(DropReason.Malformed); // Windows says so where others cut it off
            }
            catch (SocketException error)
            {
                LogReceiveFailed(socket.Local, error);
                await Task.Delay(PauseAfterError, _options.TimeProvider, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void JoinNewInterfaces(object? sender, EventArgs arguments)
    {
        foreach (var socket in _sockets)
        {
            try
            {
                socket.Join();
            }
            catch (SocketException error)
            {
                LogJoinFailed(socket.Local, error);
            }
            catch (ObjectDisposedException)
            {
                // The server was stopped while the network changed.
            }
        }
    }
}
