namespace Ringleader.Remoting.Marshal;

/// <summary>Limits and choices of the codec. Immutable; the limits protect against what a peer sends.</summary>
public sealed record MarshalOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static MarshalOptions Default { get; } = new();

    private const int DefaultMaxWrittenBytes = 64 * 1024 * 1024;

    /// <summary>The largest document in bytes that is read. Default 16 MiB; at least 2.</summary>
    public int MaxBytes { get; init => field = AtLeast(value, 2, nameof(MaxBytes)); } = 16 * 1024 * 1024;

    /// <summary>
    /// The largest document in bytes that is written. Default 64 MiB, or <see cref="MaxBytes"/> where that is more; at least 2.
    /// </summary>
    /// <remarks>
    /// It protects this process: a small document can hold one long String many times, and is written with all of them. What the
    /// peer reads is the peer's own limit: Ruby's <c>load_limit</c> is 25 MiB by default.
    /// </remarks>
    public int MaxWrittenBytes
    {
        get => field > 0 ? field : Math.Max(DefaultMaxWrittenBytes, MaxBytes);
        init => field = AtLeast(value, 2, nameof(MaxWrittenBytes));
    }

    /// <summary>How deep values may be nested, read or written. Default 64; 1 to 512, so that the stack suffices.</summary>
    public int MaxDepth { get; init => field = AtMost(AtLeast(value, 1, nameof(MaxDepth)), 512, nameof(MaxDepth)); } = 64;

    /// <summary>How many values one document may hold, counting members, keys and elements. Default 1,000,000; at least 1.</summary>
    public int MaxElements { get; init => field = AtLeast(value, 1, nameof(MaxElements)); } = 1_000_000;

    /// <summary>The longest String, Symbol, Regexp or user-defined dump in bytes. Default 16 MiB; at least 1.</summary>
    public int MaxStringBytes { get; init => field = AtLeast(value, 1, nameof(MaxStringBytes)); } = 16 * 1024 * 1024;

    /// <summary>
    /// How much work the documents of one call may cost, in units of about 20 ns. Default 20,000,000; at least 100,000.
    /// </summary>
    /// <remarks>
    /// A value costs 1. A pair of a Hash costs 4 more, and 1 for each 8 bytes and each value of its key: keys are hashed and
    /// compared, also those that come as links.
    /// </remarks>
    public int MaxWork { get; init => field = AtLeast(value, 100_000, nameof(MaxWork)); } = 20_000_000;

    /// <summary>How many different Symbols one document may hold. Default 10,000; at least 1.</summary>
    public int MaxSymbols { get; init => field = AtLeast(value, 1, nameof(MaxSymbols)); } = 10_000;

    /// <summary>
    /// False (the default) reads values in their natural .NET type. True keeps everything that came, so that writing gives
    /// the same bytes again, as a broker wants: each String is a <see cref="RubyString"/>, each Time a
    /// <see cref="RubyTime"/>, and no registered type is created.
    /// </summary>
    public bool Exact { get; init; }

    /// <summary>The .NET types that documents may create and that are written by value.</summary>
    public RubyTypeRegistry Types
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = RubyTypeRegistry.Default;

    private static int AtLeast(int value, int least, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }

    private static int AtMost(int value, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
        return value;
    }
}
