using Ringleader.Conformance.Jobs;

namespace Ringleader.Sqlite.Tests.Conformance;

// The store in a file against the specification, topic by topic.

public sealed class SqliteActionTests : ActionConformance<SqliteBackend>;

public sealed class SqliteBatchTests : BatchConformance<SqliteBackend>;

public sealed class SqliteClaimTests : ClaimConformance<SqliteBackend>;

public sealed class SqliteCrashTests : CrashConformance<SqliteBackend>;

public sealed class SqliteKindTests : KindConformance<SqliteBackend>;

public sealed class SqliteEnqueueTests : EnqueueConformance<SqliteBackend>;

public sealed class SqliteFinishTests : FinishConformance<SqliteBackend>;

public sealed class SqliteGroupTests : GroupConformance<SqliteBackend>;

public sealed class SqliteHistoryTests : HistoryConformance<SqliteBackend>
{
    protected override int Runs => 20;
}

public sealed class SqliteLeaseTests : LeaseConformance<SqliteBackend>;

public sealed class SqliteLimitTests : LimitConformance<SqliteBackend>;

public sealed class SqlitePauseTests : PauseConformance<SqliteBackend>;

public sealed class SqlitePruneTests : PruneConformance<SqliteBackend>;

public sealed class SqliteChangeTests : ChangeConformance<SqliteBackend>;

public sealed class SqliteFailureReportTests : FailureReportConformance<SqliteBackend>;

public sealed class SqliteQueryTests : QueryConformance<SqliteBackend>;

public sealed class SqliteScheduleTests : ScheduleConformance<SqliteBackend>;

public sealed class SqliteTextTests : TextConformance<SqliteBackend>;

public sealed class SqliteTokenTests : TokenConformance<SqliteBackend>;

public sealed class SqliteUniqueTests : UniqueConformance<SqliteBackend>;

public sealed class SqliteWaitingTests : WaitingConformance<SqliteBackend>;

public sealed class SqliteWaitForWorkTests : WaitForWorkConformance<SqliteBackend>;

// What depends on who does it, with several stores on one file.

public sealed class SharedFileHistoryTests : HistoryConformance<SharedFileBackend>
{
    protected override int Runs => 100;
}

public sealed class SharedFileLimitTests : LimitConformance<SharedFileBackend>;

public sealed class SharedFilePauseTests : PauseConformance<SharedFileBackend>;

public sealed class SharedFileWaitForWorkTests : WaitForWorkConformance<SharedFileBackend>;
