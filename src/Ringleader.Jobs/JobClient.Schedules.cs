using System.Text;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs;

public sealed partial class JobClient
{
    /// <summary>Writes a schedule, or changes the one of its name. Any number of nodes may do so with the same, for example when they start.</summary>
    /// <remarks>What was fired, and whether it is paused, stays; instants before its text was first written are not fired.</remarks>
    /// <param name="name">Its name, 1 to 100 characters.</param>
    /// <param name="schedule">When it fires.</param>
    /// <param name="job">What is enqueued each time: an object of a registered type.</param>
    /// <param name="missed">What happens to instants that nobody was there to fire; <see cref="MissedFires.RunOnce"/> when null.</param>
    /// <param name="options">How the jobs are to be run; without a time or jobs to come after, since the schedule says when.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The name or an option is out of its range, or as for <see cref="EnqueueAsync(object, JobOptions?, CancellationToken)"/>.</exception>
    public Task ScheduleAsync(
        string name, Schedule schedule, object job, MissedFires? missed = null, JobOptions? options = null, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(name, schedule, options);
        return SaveAsync(name, schedule, _drafts.Of(job, options), missed, cancellationToken);
    }

    /// <summary>Writes a schedule of jobs whose type this process does not know, or changes the one of its name: for tools.</summary>
    /// <param name="name">Its name, 1 to 100 characters.</param>
    /// <param name="schedule">When it fires.</param>
    /// <param name="kind">The stable name of the jobs' type, or an alias that the registry knows.</param>
    /// <param name="arguments">Their arguments, JSON in UTF-8; copied.</param>
    /// <param name="version">The form of the arguments.</param>
    /// <param name="missed">What happens to instants that nobody was there to fire; <see cref="MissedFires.RunOnce"/> when null.</param>
    /// <param name="options">How the jobs are to be run; without a time or jobs to come after, since the schedule says when.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The name or an option is out of its range, or as for <see cref="EnqueueRawAsync"/>.</exception>
    public Task ScheduleRawAsync(
        string name,
        Schedule schedule,
        string kind,
        ReadOnlyMemory<byte> arguments,
        int version = 1,
        MissedFires? missed = null,
        JobOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(name, schedule, options);
        return SaveAsync(name, schedule, _drafts.OfRaw(kind, arguments, version, options), missed, cancellationToken);
    }

    /// <summary>Removes a schedule. Jobs that it enqueued stay.</summary>
    /// <returns>False when there is none of that name.</returns>
    public Task<bool> UnscheduleAsync(string name, CancellationToken cancellationToken = default) => _store.RemoveScheduleAsync(Checked(name), cancellationToken);

    /// <summary>Holds a schedule back, if there is one of that name. What it would have fired counts as missed when it goes on.</summary>
    public Task PauseScheduleAsync(string name, CancellationToken cancellationToken = default) => SetPausedAsync(new(Schedule: Checked(name)), isPaused: true, cancellationToken);

    /// <summary>Lets a schedule go on.</summary>
    public Task ResumeScheduleAsync(string name, CancellationToken cancellationToken = default) => SetPausedAsync(new(Schedule: Checked(name)), isPaused: false, cancellationToken);

    /// <summary>All schedules, by name.</summary>
    public async Task<IReadOnlyList<JobSchedule>> ListSchedulesAsync(CancellationToken cancellationToken = default)
    {
        var stored = await _store.ListSchedulesAsync(cancellationToken).ConfigureAwait(false);
        var now = await _store.GetTimeAsync(cancellationToken).ConfigureAwait(false);
        return [.. stored.Select(one => Snapshot(one, now))];
    }

    /// <summary>Enqueues the job of a schedule now, also while it is paused. Not one of its firings: the next comes when it would have come.</summary>
    /// <returns>The receipt; null when there is no schedule of that name.</returns>
    public async Task<JobReceipt?> RunNowAsync(string name, CancellationToken cancellationToken = default)
    {
        Checked(name);
        var stored = await _store.ListSchedulesAsync(cancellationToken).ConfigureAwait(false);
        if (stored.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal)) is not { } schedule)
        {
            return null;
        }

        using var activity = StartEnqueue();
        return await EnqueueAsync(_drafts.Again(schedule.Job), activity, cancellationToken).ConfigureAwait(false);
    }

    private static void ThrowIfInvalid(string name, Schedule schedule, JobOptions? options)
    {
        Checked(name);
        ArgumentNullException.ThrowIfNull(schedule);
        if (options is { RunAt: not null } or { Delay: not null } or { After.Count: > 0 })
        {
            throw new ArgumentException("JobOptions of a schedule cannot have RunAt, Delay or After: the schedule says when its jobs run.", nameof(options));
        }
    }

    /// <summary>Each firing is a job of its own, in no trace, and the store sees to it that each is there once.</summary>
    private Task SaveAsync(string name, Schedule schedule, NewJob draft, MissedFires? missed, CancellationToken cancellationToken) => _store.SaveScheduleAsync(
        new StoredSchedule(name, schedule.ToString(), draft with { Token = null, TraceParent = null }, (missed ?? MissedFires.RunOnce).ToString()),
        cancellationToken);

    private static JobSchedule Snapshot(StoredSchedule stored, DateTimeOffset now)
    {
        var schedule = Schedule.TryParse(stored.Text, out var read, out _) ? read : null;
        return new JobSchedule
        {
            Name = stored.Name,
            Text = stored.Text,
            Schedule = schedule,
            Kind = stored.Job.Kind,
            Arguments = Encoding.UTF8.GetString(stored.Job.Arguments.Span),
            Queue = stored.Job.Queue,
            Missed = stored.Missed,
            IsPaused = stored.IsPaused,
            Last = stored.LastInstant,
            Next = schedule?.NextAfter(now),
        };
    }
}
