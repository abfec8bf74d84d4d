namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>What Ruby does with the entry that write answers.</summary>
public sealed class RindaEntriesTests
{
    [Fact]
    public async Task An_entry_tells_its_tuple_and_its_state()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            entry = space.write([:e, 1, 'x'])
            show([entry.value, entry.size, entry[1], entry[-1], entry[9], entry.fetch(2)])
            show(raised { entry.fetch(3) }.split(':').first)
            show([entry.alive?, entry.canceled?, entry.expired?, entry.expires])

            keyed = space.write({ 'k' => 1 })
            show([keyed.value, keyed.size, keyed['k'], keyed['x'], keyed.fetch('k')])
            show(raised { keyed.fetch('x') }.split(':').first)

            timed = space.write([:timed], 60)
            show([timed.expires.class, (timed.expires - Time.now).round, timed.alive?])
            """);

        Assert.Equal(
            """
            [[:e, 1, "x"], 3, 1, "x", nil, "x"]
            "IndexError"
            [true, false, false, nil]
            [{"k"=>1}, 1, 1, nil, 1]
            "KeyError"
            [Time, 60, true]
            """,
            output);
    }

    [Fact]
    public async Task A_cancelled_entry_is_gone_at_once()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            notifier = space.notify('delete', [:e])
            entry = space.write([:e])
            show(entry.cancel)
            show(space.read_all([:e]))
            show(notifier.pop)
            show(raised { entry.alive? }.split(':').first)
            """);

        Assert.Equal("true\n[]\n[\"delete\", [:e]]\n\"RangeError\"", output);
    }

    [Fact]
    public async Task An_entry_is_renewed_with_seconds_for_ever_or_no_more()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            notifier = space.notify('delete', [:e])
            entry = space.write([:e], 60)
            show((entry.renew(600) - Time.now).round)
            show(entry.renew(nil))
            show(entry.expires)
            entry.renew(0.02)
            show(notifier.pop)
            other = space.write([:e])
            other.renew(true)
            show(notifier.pop)
            show(space.read_all([:e]))
            """);

        Assert.Equal("600\nnil\nnil\n[\"delete\", [:e]]\n[\"delete\", [:e]]\n[]", output);
    }
}
