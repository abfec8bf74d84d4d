namespace Ringleader.Testing.PostgreSql;

/// <summary>What becomes of a statement on its way to PostgreSQL and back.</summary>
public enum StatementFate
{
    /// <summary>Nothing: it arrives, and so does its answer.</summary>
    Pass,

    /// <summary>The connection is cut before it arrives.</summary>
    CutBefore,

    /// <summary>It is done, a transaction of its own is committed, and the connection is cut before any of the answer comes back.</summary>
    CutAfter,

    /// <summary>It is done, and the connection is cut in the middle of the answer.</summary>
    CutInAnswer,
}
