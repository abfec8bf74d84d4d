namespace Ringleader.Generators.Contracts;

/// <summary>What a C# parameter is on the wire.</summary>
internal enum ParameterRole
{
    Positional,

    /// <summary>The params array: one argument for each of its items.</summary>
    Spread,

    /// <summary>An entry of the trailing Hash.</summary>
    Keyword,

    /// <summary>All entries of the trailing Hash that are no keyword of their own.</summary>
    RemainingKeywords,

    /// <summary>The Ruby block.</summary>
    Block,

    /// <summary>The CancellationToken, which is not sent.</summary>
    Cancellation,

    /// <summary>The sender of an event, which is not sent: the receiver gets null.</summary>
    Sender,

    /// <summary>Plain EventArgs, which are not sent: the receiver gets EventArgs.Empty.</summary>
    EmptyEventArgs,
}
