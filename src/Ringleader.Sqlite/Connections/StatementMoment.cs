namespace Ringleader.Sqlite.Connections;

/// <summary>Where a statement is when a <see cref="StatementProbe"/> is told of it.</summary>
internal enum StatementMoment
{
    /// <summary>It has not been run.</summary>
    Before,

    /// <summary>It has given a row, and may give more.</summary>
    InAnswer,

    /// <summary>It was run to its end.</summary>
    After,
}
