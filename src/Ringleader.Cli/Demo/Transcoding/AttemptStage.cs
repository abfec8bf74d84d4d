namespace Ringleader.Cli.Demo.Transcoding;

/// <summary>What a worker says about an attempt.</summary>
internal enum AttemptStage
{
    /// <summary>It has the job in its hands.</summary>
    Begin,

    /// <summary>It stops with the job in its hands, and waits to be killed.</summary>
    Hold,

    /// <summary>It lets go of the job, well or not.</summary>
    End,
}
