namespace Ringleader.TupleSpaces.Remote.Server;

/// <summary>How a lease ended.</summary>
/// <param name="IsCommitted">False when the tuple went back.</param>
/// <param name="EntryId">The entry that replaced the tuple, or null.</param>
internal readonly record struct LeaseEnd(bool IsCommitted, long? EntryId = null);
