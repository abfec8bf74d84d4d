namespace Ringleader.Jobs.Schedules;

/// <summary>A moment at which the clock of a time zone is put forward or back.</summary>
/// <param name="At">The first second of the new offset, in UTC.</param>
/// <param name="Offset">The new offset, in seconds.</param>
internal readonly record struct ClockChange(long At, long Offset);
