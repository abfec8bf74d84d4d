namespace Ringleader.Remoting;

/// <summary>How much of this process's stack an error carries to the caller.</summary>
public enum BacktraceDetail
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The members that were running, without the folders of their source files.</summary>
    Members,

    /// <summary>Members, and files with their full paths, as Ruby's servers send them. For callers you trust with the layout of the machine.</summary>
    Files,
}
