namespace Ringleader.Jobs;

/// <summary>How much of something may go on at a time, over all nodes of a store.</summary>
/// <param name="Name">A queue as <c>queue:mail</c>, or a limit key as <c>key:tenant-7</c>; <c>key:*</c> is the default of all keys.</param>
/// <param name="Running">How many jobs may run at the same time, 0 or more; no limit when null.</param>
/// <param name="Starts">
/// How many may start per <paramref name="Per"/>, for queues only; no limit when null. After a quiet time so many may start at once, then
/// one each time their share of the time has passed.
/// </param>
/// <param name="Per">The time that <paramref name="Starts"/> speaks of; positive, and null exactly when that is null.</param>
public sealed record JobLimit(string Name, int? Running = null, int? Starts = null, TimeSpan? Per = null);
