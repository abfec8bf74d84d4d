using Ringleader.Conformance.Jobs;

namespace Ringleader.PostgreSql.Tests;

// The store in PostgreSQL against the specification, topic by topic.

public sealed class PostgreSqlActionTests : ActionConformance<PostgreSqlBackend>;

public sealed class PostgreSqlBatchTests : BatchConformance<PostgreSqlBackend>;

public sealed class PostgreSqlClaimTests : ClaimConformance<PostgreSqlBackend>;

public sealed class PostgreSqlCrashTests : CrashConformance<PostgreSqlBackend>;

public sealed class PostgreSqlKindTests : KindConformance<PostgreSqlBackend>;

public sealed class PostgreSqlEnqueueTests : EnqueueConformance<PostgreSqlBackend>;

public sealed class PostgreSqlFinishTests : FinishConformance<PostgreSqlBackend>;

public sealed class PostgreSqlGroupTests : GroupConformance<PostgreSqlBackend>;

public sealed class PostgreSqlHistoryTests : HistoryConformance<PostgreSqlBackend>
{
    protected override int Runs => 40;

}

public sealed class PostgreSqlLeaseTests : LeaseConformance<PostgreSqlBackend>;

public sealed class PostgreSqlLimitTests : LimitConformance<PostgreSqlBackend>;

public sealed class PostgreSqlPauseTests : PauseConformance<PostgreSqlBackend>;

public sealed class PostgreSqlPruneTests : PruneConformance<PostgreSqlBackend>;

public sealed class PostgreSqlChangeTests : ChangeConformance<PostgreSqlBackend>;

public sealed class PostgreSqlFailureReportTests : FailureReportConformance<PostgreSqlBackend>;

public sealed class PostgreSqlQueryTests : QueryConformance<PostgreSqlBackend>;

public sealed class PostgreSqlScheduleTests : ScheduleConformance<PostgreSqlBackend>;

public sealed class PostgreSqlTextTests : TextConformance<PostgreSqlBackend>;

public sealed class PostgreSqlTokenTests : TokenConformance<PostgreSqlBackend>;

public sealed class PostgreSqlUniqueTests : UniqueConformance<PostgreSqlBackend>;

public sealed class PostgreSqlWaitingTests : WaitingConformance<PostgreSqlBackend>;

public sealed class PostgreSqlWaitForWorkTests : WaitForWorkConformance<PostgreSqlBackend>;
