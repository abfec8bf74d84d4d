using Ringleader.LoadTests.Driving;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>One of the things whose jobs are measured against each other: a process, and where its jobs are kept.</summary>
internal sealed record JobsSubject
{
    public required string Name { get; init; }

    public required ProcessRecipe Process { get; init; }

    /// <summary>Gives the process its last argument.</summary>
    public required JobsPlace Place { get; init; }

    /// <summary>A script that fills its database after the process has made its tables; null to leave it empty.</summary>
    public string? Crowd { get; init; }

    /// <summary>True to count the statements that it sends, which costs a little.</summary>
    public bool CountsStatements { get; init; }

    public bool IsOnPostgreSql => Place is JobsPlace.PostgreSql or JobsPlace.PostgreSqlUrl;
}
