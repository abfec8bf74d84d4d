using Ringleader.Jobs;
using Ringleader.Jobs.Storage;

namespace Ringleader.Cli.Jobs;

/// <summary>What a command works with. Whoever opened the store ends it.</summary>
/// <param name="Store">The store itself.</param>
/// <param name="Jobs">The same as a client, which knows commands and no other kind.</param>
internal sealed record OpenStore(IJobStore Store, JobClient Jobs);
