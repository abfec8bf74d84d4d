using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Ringleader.TupleSpaces.Expiry;

/// <summary>
/// Timers by due time: adding and removing one costs the same however many there are. Seven rings of 64 spokes; a spoke of the first
/// ring is a millisecond, a spoke of each other one a whole turn of the ring before. A timer sits in the ring in which its time and
/// the present first differ, and moves inwards as time passes. Not thread-safe.
/// </summary>
internal sealed class TimerWheel
{
    private const int Rings = 7;
    private const int RingBits = 6;
    private const int SpokesPerRing = 1 << RingBits;

    /// <summary>70 years, half a turn of the last ring: what is due later is looked at again then.</summary>
    private const long Reach = 1L << (Rings * RingBits - 1);

    private readonly WheelTimer?[] _spokes = new WheelTimer?[Rings * SpokesPerRing];
    private readonly ulong[] _occupied = new ulong[Rings];
    private long _present;

    public int Count { get; private set; }

    /// <summary>Adds a timer that is in no wheel.</summary>
    public void Add(WheelTimer timer, TimeSpan now)
    {
        if (Count++ == 0)
        {
            _present = Math.Max(_present, now.Ticks / TimeSpan.TicksPerMillisecond);
        }

        Put(timer);
    }

    /// <summary>Removes a timer; does nothing when it is in no wheel.</summary>
    public void Remove(WheelTimer timer)
    {
        if (timer.Spoke < 0)
        {
            return;
        }

        Count--;
        Detach(timer);
    }

    /// <summary>Takes one timer out that is due; in a millisecond the one that was added first.</summary>
    public bool TryTakeDue(TimeSpan now, [NotNullWhen(true)] out WheelTimer? timer)
    {
        var present = now.Ticks / TimeSpan.TicksPerMillisecond;
        while (TryFindNext(out var spoke, out var time) && time <= present)
        {
            _present = time;
            if (spoke >= SpokesPerRing)
            {
                MoveInwards(spoke);
                continue;
            }

            timer = _spokes[spoke]!; // an occupied spoke has timers
            Remove(timer);
            return true;
        }

        _present = Math.Max(_present, present);
        timer = null;
        return false;
    }

    /// <summary>When <see cref="TryTakeDue"/> should be called next, at the latest; <see cref="SpaceClock.Never"/> when there are no timers.</summary>
    public TimeSpan NextDue() => TryFindNext(out _, out var time) ? TimeSpan.FromMilliseconds(time) : SpaceClock.Never;

    /// <summary>The millisecond in which a timer is due, rounded up.</summary>
    private static long TickOf(WheelTimer timer) =>
        timer.DueAt.Ticks / TimeSpan.TicksPerMillisecond + (timer.DueAt.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    private void Put(WheelTimer timer)
    {
        var tick = Math.Clamp(TickOf(timer), _present, _present + Reach);
        var ring = Math.Min((63 - BitOperations.LeadingZeroCount((ulong)(tick ^ _present) | 1)) / RingBits, Rings - 1);
        var spoke = (int)(tick >> (ring * RingBits)) & (SpokesPerRing - 1);
        _occupied[ring] |= 1UL << spoke;
        Attach(timer, ring * SpokesPerRing + spoke);
    }

    /// <summary>The present has come to a spoke of an outer ring: its timers now differ from the present further in.</summary>
    private void MoveInwards(int spoke)
    {
        var last = _spokes[spoke]!.Previous!; // an occupied spoke has timers
        WheelTimer timer;
        do
        {
            timer = _spokes[spoke]!; // up to the last one there are some
            Detach(timer);
            Put(timer);
        }
        while (timer != last);
    }

    private void Attach(WheelTimer timer, int spoke)
    {
        timer.Spoke = spoke;
        if (_spokes[spoke] is not { } first)
        {
            _spokes[spoke] = timer.Previous = timer.Next = timer;
            return;
        }

        (timer.Previous, timer.Next) = (first.Previous, first);
        first.Previous!.Next = timer; // a ring has no end
        first.Previous = timer;
    }

    private void Detach(WheelTimer timer)
    {
        var spoke = timer.Spoke;
        if (timer.Next == timer)
        {
            _spokes[spoke] = null;
            _occupied[spoke / SpokesPerRing] &= ~(1UL << (spoke % SpokesPerRing));
        }
        else
        {
            timer.Previous!.Next = timer.Next; // a ring has no end
            timer.Next!.Previous = timer.Previous;
            _spokes[spoke] = _spokes[spoke] == timer ? timer.Next : _spokes[spoke];
        }

        timer.Spoke = -1;
        timer.Previous = timer.Next = null;
    }

    /// <summary>The occupied spoke that comes next, and the millisecond with which it begins.</summary>
    private bool TryFindNext(out int spoke, out long time)
    {
        for (var ring = 0; ring < Rings; ring++)
        {
            if (_occupied[ring] == 0)
            {
                continue;
            }

            var shift = ring * RingBits;
            var hand = (int)(_present >> shift) & (SpokesPerRing - 1);
            var ahead = BitOperations.TrailingZeroCount(BitOperations.RotateRight(_occupied[ring], hand));
            spoke = ring * SpokesPerRing + ((hand + ahead) & (SpokesPerRing - 1));
            time = ((_present >> shift) + ahead) << shift;
            return true;
        }

        (spoke, time) = (-1, 0);
        return false;
    }
}
