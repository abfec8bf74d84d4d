using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Types;

/// <summary>
/// Does one attempt: reads the arguments, calls the handler, writes the result. Completes at once where the handler does, and may throw
/// at once where the handler does.
/// </summary>
/// <returns>The result, JSON in UTF-8; null when there is none.</returns>
/// <exception cref="JobArgumentsException">The arguments cannot be read; the job is failed at once.</exception>
internal delegate ValueTask<ReadOnlyMemory<byte>?> JobInvocation(ClaimedJob job, JobContext context);
