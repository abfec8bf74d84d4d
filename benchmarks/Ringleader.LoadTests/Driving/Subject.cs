namespace Ringleader.LoadTests.Driving;

/// <summary>One of the things that are measured against each other: a server process and the processes that call it.</summary>
internal sealed record Subject
{
    public required string Name { get; init; }

    /// <summary>Null when the client works alone.</summary>
    public ProcessRecipe? Server { get; init; }

    public required ProcessRecipe Client { get; init; }

    /// <summary>Writes the file that a client without a server works on; null when it needs none.</summary>
    public ProcessRecipe? WorkFile { get; init; }

    /// <summary>The numbers of callers that it is measured with.</summary>
    public required IReadOnlyList<int> CallerCounts { get; init; }

    /// <summary>
    /// True to give each caller a process of its own, where one process could not make enough calls to show what the
    /// server can do; false to have all callers in one process.
    /// </summary>
    public bool HasProcessPerCaller { get; init; }

    /// <summary>How many calls are made before the first one is measured.</summary>
    public required int WarmUpCalls { get; init; }

    public bool NeedsRuby => new[] { Client, Server, WorkFile }.Any(process => process?.FileName == ProcessRecipe.RubyProgram);
}
