using System.Globalization;
using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces;

namespace Ringleader.Cli.Rings;

/// <summary>
/// The log that <c>ring serve -v</c> writes: every registration and every one that goes. It is switched on and off from outside
/// by the tuple <c>[:RingyDingy, :verbose, bool]</c>, as RingyDingy's <c>ring_server</c> is.
/// </summary>
internal sealed class RegistrationLog : IAsyncDisposable
{
    private static readonly RubySymbol Head = RubySymbol.Of("RingyDingy");
    private static readonly RubySymbol Verbose = RubySymbol.Of("verbose");
    private readonly ServedRing _ring;
    private readonly Func<RegistrationEvent, string> _format;
    private readonly TextWriter _output;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITupleWatch _watch;
    private Task _following = Task.CompletedTask;
    private volatile bool _isOn;

    private RegistrationLog(ServedRing ring, ITupleWatch watch, TextWriter output, Func<RegistrationEvent, string> format, bool isOn)
    {
        _ring = ring;
        _watch = watch;
        _output = output;
        _format = format;
        _isOn = isOn;
    }

    /// <summary>The tuple that switches a ring server's log.</summary>
    public static SpaceTuple Switch(bool isOn) => [Head, Verbose, isOn];

    /// <summary>Makes a log that misses nothing from now on; it writes nothing before <see cref="Begin"/>.</summary>
    /// <param name="ring">Whose registrations.</param>
    /// <param name="output">Where to.</param>
    /// <param name="asJson">One JSON document a line, else text with the time in front.</param>
    /// <param name="isOn">Whether it is on at first.</param>
    /// <param name="clock">Tells the time.</param>
    public static async Task<RegistrationLog> OpenAsync(ServedRing ring, TextWriter output, bool asJson, bool isOn, TimeProvider clock)
    {
        var watch = await ring.Space.WatchAsync(RegistrationEvent.Template).ConfigureAwait(false);
        return new RegistrationLog(ring, watch, output, asJson ? ToJson : ToLine, isOn);

        static string ToJson(RegistrationEvent happened) => happened.ToJson().ToJsonString();
        string ToLine(RegistrationEvent happened) =>
            string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}  {happened.ToLine()}");
    }

    /// <summary>Begins to write; once.</summary>
    public void Begin() => _following = Task.WhenAll(FollowRegistrationsAsync(), FollowSwitchAsync());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task FollowRegistrationsAsync()
    {
        while (await _watch.NextAsync(CancellationToken.None).ConfigureAwait(false) is { } happened)
        {
            if (_isOn && happened.Kind != TupleEventKinds.Close)
            {
                await _output.WriteLineAsync(_format(new RegistrationEvent(_ring.Uri, happened))).ConfigureAwait(false);
                await _output.FlushAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task FollowSwitchAsync()
    {
        try
        {
            while (true)
            {
                var taken = await _ring.Space.TryTakeAndCommitAsync([Head, Verbose, null], Timeout.InfiniteTimeSpan, _stopping.Token).ConfigureAwait(false);
                _isOn = taken?[2] is not (null or false); // what is true in Ruby
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The log ends.
        }
    }
}
