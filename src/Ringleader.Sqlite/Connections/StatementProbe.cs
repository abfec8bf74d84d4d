namespace Ringleader.Sqlite.Connections;

/// <summary>Is told of each statement of a store that changes something or asks; what it throws is as if SQLite had failed there. For tests.</summary>
internal delegate void StatementProbe(StatementMoment moment);
