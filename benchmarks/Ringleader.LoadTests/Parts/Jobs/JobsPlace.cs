namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>Where a subject keeps its jobs, and so what its process is given.</summary>
internal enum JobsPlace
{
    /// <summary>In its own memory.</summary>
    Memory,

    /// <summary>In a file of its own, by path.</summary>
    File,

    /// <summary>In a database of its own, by connection string.</summary>
    PostgreSql,

    /// <summary>In a database of its own, by URL.</summary>
    PostgreSqlUrl,
}
