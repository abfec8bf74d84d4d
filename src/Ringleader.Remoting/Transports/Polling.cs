namespace Ringleader.Remoting.Transports;

/// <summary>A bounded busy wait: at most 50 µs, and none at all on a single processor.</summary>
internal struct Polling
{
    private const int Microseconds = 50;

    /// <summary>Bounds the wait where the clock does not move.</summary>
    private const int MostRounds = 2_000;
    private static readonly bool HasSeveralProcessors = Environment.ProcessorCount > 1;
    private static readonly long Duration = TimeProvider.System.TimestampFrequency * Microseconds / 1_000_000;

    private readonly long _end;
    private int _rounds;

    private Polling(long end) => _end = end;

    /// <summary>Starts the time.</summary>
    public static Polling Begin() => new(HasSeveralProcessors ? TimeProvider.System.GetTimestamp() + Duration : long.MinValue);

    /// <summary>True while another look is allowed.</summary>
    public bool GoOn() => ++_rounds < MostRounds && TimeProvider.System.GetTimestamp() < _end;
}
