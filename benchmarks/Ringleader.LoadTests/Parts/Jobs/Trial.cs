using System.Globalization;
using Ringleader.LoadTests.Roles;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>What is measured once per round: a subject that does one thing so many times.</summary>
/// <param name="Subject">Its name.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Count">How often. A slow one does it less often, for no round to take minutes.</param>
/// <param name="Size">By how many at a time; for <see cref="Operation.Start"/>, the pause before each, in milliseconds.</param>
internal sealed record Trial(string Subject, Operation Operation, int Count, int Size)
{
    /// <summary>Made before, and not timed.</summary>
    public TrialCommand? Preparation => Operation is Operation.Drain ? new("load", Count, Size) : null;

    public TrialCommand Command => Operation switch
    {
        Operation.Drain => new("drain", Count, Size),
        Operation.Enqueue => new("enqueue", Count, Size),
        Operation.EnqueueMany => new("batches", Count, Size),
        Operation.Start => new("latency", Count, Size),
        _ => throw new InvalidOperationException($"No command says '{Operation}'."),
    };

    /// <summary>Made afterwards, and not timed.</summary>
    public TrialCommand? CleanUp => Operation is Operation.Enqueue or Operation.EnqueueMany ? new("clear") : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Subject}: {What}");

    private string What => Operation switch
    {
        Operation.Drain => string.Create(CultureInfo.InvariantCulture, $"drain {Count:#,0}, {Size} at a time"),
        Operation.Enqueue => string.Create(CultureInfo.InvariantCulture, $"enqueue {Count:#,0}, {Size} callers"),
        Operation.EnqueueMany => string.Create(CultureInfo.InvariantCulture, $"enqueue {Count:#,0}, {Size:#,0} a call"),
        _ => string.Create(CultureInfo.InvariantCulture, $"enqueue → start, {Count:#,0} times"),
    };
}
