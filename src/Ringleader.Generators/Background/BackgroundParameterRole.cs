namespace Ringleader.Generators.Background;

/// <summary>What a parameter of a background method, or of the work behind it, is there for.</summary>
internal enum BackgroundParameterRole
{
    /// <summary>It is stored with the job.</summary>
    Stored,

    /// <summary>It says how to enqueue.</summary>
    Options,

    /// <summary>It is the transaction to enqueue in.</summary>
    Transaction,

    /// <summary>It is the attempt.</summary>
    Context,

    /// <summary>It gives up enqueuing, or stops the work.</summary>
    Cancellation,
}
