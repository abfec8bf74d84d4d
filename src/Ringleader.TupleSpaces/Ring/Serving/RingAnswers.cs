using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Ring.Protocol;

namespace Ringleader.TupleSpaces.Ring.Serving;

/// <summary>
/// What happens to a datagram: rate, decoding, access list, the choice of the address, the call. The checks that wait for nothing
/// come first; the rest, which may look names up, is a task of its own, and there are at most
/// <see cref="RingServerOptions.MaxConcurrentAnswers"/> of those.
/// </summary>
internal sealed partial class RingAnswers : IAsyncDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;
    private readonly RemoteServer _space;
    private readonly RingServerOptions _options;
    private readonly ILogger _logger;
    private readonly AnswerRate _rate;
    private readonly CallbackAddresses _addresses;
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private int _count;

    /// <param name="space">The server whose front askers are told of.</param>
    /// <param name="options">Whom to answer.</param>
    /// <param name="logger">Where to log.</param>
    public RingAnswers(RemoteServer space, RingServerOptions options, ILogger logger)
    {
        _space = space;
        _options = options;
        _logger = logger;
        _rate = new AnswerRate(options.MaxAnswersPerSecond, Math.Max(1, options.MaxConcurrentAnswers / 2), options.TimeProvider);
        _addresses = new CallbackAddresses(options.AccessControl, options.AnswerOtherHosts);
    }

    /// <summary>Counts a datagram that is not answered.</summary>
    public static void Drop(string reason) => RingDiagnostics.Dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Takes a datagram; the answer to it goes on by itself.</summary>
    /// <param name="datagram">Its bytes, which are not used after this returns.</param>
    /// <param name="sender">Where it came from.</param>
    /// <param name="stopping">Ends the answer.</param>
    public void Take(ReadOnlySpan<byte> datagram, IPAddress sender, CancellationToken stopping)
    {
        if (!RingPacket.IsCandidate(datagram))
        {
            Drop(DropReason.Malformed);
        }
        else if (_rate.TryBegin(sender) is { } reason)
        {
            Drop(reason);
        }
        else if (RingPacket.Read(datagram) is not { } question)
        {
            _rate.End(sender, wasTaken: false);
            Drop(DropReason.Malformed);
        }
        else if (Interlocked.Increment(ref _count) > _options.MaxConcurrentAnswers)
        {
            Interlocked.Decrement(ref _count);
            _rate.End(sender, wasTaken: false);
            Drop(DropReason.Busy);
        }
        else
        {
            Track(AnswerAsync(question, sender, stopping));
        }
    }

    /// <summary>Waits for the answers that are under way, whose token was cancelled before.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_running.Keys).ConfigureAwait(false);

    private void Track(Task answer)
    {
        _running.TryAdd(answer, 0);
        _ = answer.ContinueWith(
            static (ended, state) => ((RingAnswers)state!)._running.TryRemove(ended, out _), // passed below
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task AnswerAsync(RingQuestion question, IPAddress sender, CancellationToken stopping)
    {
        var limit = question.Patience < _options.AnswerTimeout ? question.Patience : _options.AnswerTimeout;
        using var deadline = new CancellationTokenSource(limit, _options.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        var outcome = "failed";
        try
        {
            if (await ChooseAsync(question.Callback.Host, sender, ended.Token).ConfigureAwait(false) is { } address)
            {
                outcome = await CallWithinRateAsync(question, address, sender, limit, ended.Token).ConfigureAwait(false) ? "ok" : "dropped";
            }
            else
            {
                outcome = "dropped";
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            outcome = "stopped";
        }
        catch (Exception error)
        {
            // Whatever an asker's end does to the call, it is that asker's loss, and nobody waits for this task's result.
            LogNotAnswered(question.Callback.Host, question.Callback.Port, sender, error);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
            _rate.End(sender, wasTaken: outcome is "ok");
            RingDiagnostics.Answered.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    private async ValueTask<IPAddress?> ChooseAsync(string host, IPAddress sender, CancellationToken cancellationToken)
    {
        if (!await _addresses.AdmitsAsync(sender, cancellationToken).ConfigureAwait(false))
        {
            Drop(DropReason.Denied);
            return null;
        }

        var address = await _addresses.ChooseAsync(host, sender, cancellationToken).ConfigureAwait(false);
        if (address is null)
        {
            Drop(DropReason.Callback);
            LogCallbackRefused(host, sender);
        }

        return address;
    }

    /// <summary>Calls; false when the called host, which is not always the sender, gets no answer now: many senders may name one host.</summary>
    private async ValueTask<bool> CallWithinRateAsync(RingQuestion question, IPAddress address, IPAddress sender, TimeSpan limit, CancellationToken cancellationToken)
    {
        var isOther = !address.Equals(sender);
        if (isOther && _rate.TryBegin(address) is { } reason)
        {
            Drop(reason);
            return false;
        }

        var isTaken = false;
        try
        {
            await CallAsync(question, address, limit, cancellationToken).ConfigureAwait(false);
            isTaken = true;
            LogAnswered(question.Callback.At(address));
            return true;
        }
        finally
        {
            if (isOther)
            {
                _rate.End(address, isTaken);
            }
        }
    }

    /// <summary>A client for one call: its connection ends with it, so that an asker is not left with one that nobody uses again.</summary>
    private async Task CallAsync(RingQuestion question, IPAddress address, TimeSpan limit, CancellationToken cancellationToken)
    {
        var client = new RemotingClient(new RemotingClientOptions
        {
            CallbackServer = _space, // makes the reference carry the address by which this asker reaches the space
            ConnectTimeout = limit,
            CallTimeout = limit,
            Marshal = new MarshalOptions { MaxBytes = MaxAnswerBytes },
            Tls = TlsFor(question.Callback),
            LoggerFactory = _options.LoggerFactory,
            TimeProvider = _options.TimeProvider,
        });
        await using (client.ConfigureAwait(false))
        {
            await client.ReferenceTo(question.Callback.At(address), question.Id)
                .CallAsync("call", [_space.Front], cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The connection goes to an address that was checked; the certificate must still be for the host that the asker names.</summary>
    private RemoteTlsOptions? TlsFor(CallbackUri callback)
    {
        if (!callback.IsTls)
        {
            return null;
        }

        var tls = _options.Tls ?? _space.Options.Client.Tls ?? new RemoteTlsOptions();
        return tls.TargetHost is null && callback.Host.Length > 0 ? tls with { TargetHost = callback.Host } : tls;
    }
}
