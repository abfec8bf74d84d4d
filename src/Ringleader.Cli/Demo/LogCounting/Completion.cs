namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>What became of a result that was handed in.</summary>
internal enum Completion
{
    /// <summary>Its lease is over; it must not be used.</summary>
    Refused,

    /// <summary>It is the range's result.</summary>
    Done,

    /// <summary>It is the range's result, after another worker had lost the range.</summary>
    DoneAgain,
}
