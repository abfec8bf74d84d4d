using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Memory;

/// <summary>The schedules, and how far each has fired.</summary>
internal sealed class ScheduleTable
{
    private readonly SortedDictionary<string, StoredSchedule> _schedules = new(StringComparer.Ordinal);

    public IReadOnlyList<StoredSchedule> All => [.. _schedules.Values];

    public void Save(StoredSchedule schedule, DateTimeOffset now)
    {
        var old = _schedules.GetValueOrDefault(schedule.Name);
        _schedules[schedule.Name] = schedule with
        {
            IsPaused = old?.IsPaused ?? false,
            LastInstant = old?.LastInstant,
            SavedAt = old is not null && string.Equals(old.Text, schedule.Text, StringComparison.Ordinal) ? old.SavedAt : now,
        };
    }

    public bool Remove(string name) => _schedules.Remove(name);

    public void SetPaused(string name, bool isPaused)
    {
        if (_schedules.TryGetValue(name, out var schedule))
        {
            _schedules[name] = schedule with { IsPaused = isPaused };
        }
    }

    /// <summary>Whether an instant is yet to be fired.</summary>
    public bool IsOpen(string name, DateTimeOffset instant) =>
        _schedules.TryGetValue(name, out var schedule) && !schedule.IsPaused && instant > schedule.SavedAt && !(instant <= schedule.LastInstant);

    public void MarkFired(string name, DateTimeOffset instant) => _schedules[name] = _schedules[name] with { LastInstant = instant };
}
