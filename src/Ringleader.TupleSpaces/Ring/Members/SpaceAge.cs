namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>How long a space has been collecting tuples.</summary>
/// <param name="StartedAt">When it started, as a timestamp of the ring's clock; null when that is not known.</param>
/// <param name="WasRestarted">Whether this process saw that it was restarted.</param>
internal readonly record struct SpaceAge(long? StartedAt, bool WasRestarted);
