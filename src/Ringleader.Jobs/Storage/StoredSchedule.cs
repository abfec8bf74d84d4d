namespace Ringleader.Jobs.Storage;

/// <summary>A schedule as it is stored.</summary>
/// <param name="Name">Its name, 1 to 100 characters.</param>
/// <param name="Text">The schedule in its text form.</param>
/// <param name="Job">What is enqueued each time.</param>
/// <param name="Missed">What happens to instants that nobody was there to fire, in its text form.</param>
/// <param name="IsPaused">True while it is held back. Set by the store.</param>
/// <param name="LastInstant">The last instant that was fired; null when none was. Set by the store.</param>
/// <param name="SavedAt">When it got its text; only instants after that are fired. Set by the store.</param>
public sealed record StoredSchedule(
    string Name, string Text, NewJob Job, string Missed, bool IsPaused = false, DateTimeOffset? LastInstant = null, DateTimeOffset SavedAt = default);
