using Ringleader.Conformance.Jobs;

namespace Ringleader.Jobs.Tests.Memory;

// The store in memory against the specification, topic by topic.

public sealed class InMemoryActionTests : ActionConformance<InMemoryBackend>;

public sealed class InMemoryBatchTests : BatchConformance<InMemoryBackend>;

public sealed class InMemoryClaimTests : ClaimConformance<InMemoryBackend>;

public sealed class InMemoryCrashTests : CrashConformance<InMemoryBackend>;

public sealed class InMemoryKindTests : KindConformance<InMemoryBackend>;

public sealed class InMemoryEnqueueTests : EnqueueConformance<InMemoryBackend>;

public sealed class InMemoryFinishTests : FinishConformance<InMemoryBackend>;

public sealed class InMemoryGroupTests : GroupConformance<InMemoryBackend>;

public sealed class InMemoryHistoryTests : HistoryConformance<InMemoryBackend>;

public sealed class InMemoryLeaseTests : LeaseConformance<InMemoryBackend>;

public sealed class InMemoryLimitTests : LimitConformance<InMemoryBackend>;

public sealed class InMemoryPauseTests : PauseConformance<InMemoryBackend>;

public sealed class InMemoryPruneTests : PruneConformance<InMemoryBackend>;

public sealed class InMemoryChangeTests : ChangeConformance<InMemoryBackend>;

public sealed class InMemoryFailureReportTests : FailureReportConformance<InMemoryBackend>;

public sealed class InMemoryQueryTests : QueryConformance<InMemoryBackend>;

public sealed class InMemoryScheduleTests : ScheduleConformance<InMemoryBackend>;

public sealed class InMemoryTextTests : TextConformance<InMemoryBackend>;

public sealed class InMemoryTokenTests : TokenConformance<InMemoryBackend>;

public sealed class InMemoryUniqueTests : UniqueConformance<InMemoryBackend>;

public sealed class InMemoryWaitingTests : WaitingConformance<InMemoryBackend>;

public sealed class InMemoryWaitForWorkTests : WaitForWorkConformance<InMemoryBackend>;
