namespace Ringleader.Jobs;

/// <summary>Lets only one job of a key exist at a time; another enqueue of the key gives the job that is there.</summary>
/// <param name="Key">What must be unique, within the kind: 1 to 200 characters.</param>
/// <param name="Scope">For how long.</param>
/// <param name="For">The time, from enqueuing, when the scope is <see cref="UniqueScope.Time"/>; null otherwise.</param>
public sealed record UniqueKey(string Key, UniqueScope Scope = UniqueScope.UntilEnded, TimeSpan? For = null);
