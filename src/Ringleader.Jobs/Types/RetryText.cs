namespace Ringleader.Jobs.Types;

/// <summary>
/// Retry policies in texts: <c>none</c>, <c>every 30s</c>, <c>doubling 1s to 1h</c>, or the delays themselves, <c>1s, 10s, 5m</c>, of which
/// the last is repeated.
/// </summary>
internal static class RetryText
{
    private const double Jitter = 0.1;

    /// <exception cref="ArgumentException">The text is not a retry policy.</exception>
    public static RetryPolicy Parse(string text, string what)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            ["none"] => RetryPolicy.None,
            ["every", var delay] => RetryPolicy.Every(DurationText.Parse(delay, what)),
            ["doubling", var first, "to", var longest] => Doubling(DurationText.Parse(first, what), DurationText.Parse(longest, what), text, what),
            [var first, ..] when char.IsAsciiDigit(first[0]) =>
                Delays([.. text.Split(',', StringSplitOptions.TrimEntries).Select(delay => DurationText.Parse(delay, what))]),
            _ => throw new ArgumentException(
                $"'{text}' in {what} is not a valid retry policy; use 'none', 'every 30s', 'doubling 1s to 1h', or the delays, such as '1s, 10s, 5m'.", nameof(text)),
        };
    }

    private static RetryPolicy Doubling(TimeSpan first, TimeSpan longest, string text, string what) => longest >= first
        ? RetryPolicy.Doubling(first, longest)
        : throw new ArgumentException($"'{text}' in {what} is not a valid retry policy: the longest delay is shorter than the first.", nameof(text));

    private static RetryPolicy Delays(TimeSpan[] delays) =>
        RetryPolicy.Custom(attempt => delays[Math.Min(attempt, delays.Length) - 1], maxAttempts: delays.Length + 1).WithJitter(Jitter);
}
