using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Tests.Records;

namespace Ringleader.TupleSpaces.Tests;

public sealed class TypedTupleSpaceTests : IAsyncDisposable
{
    private readonly TupleSpace _space = new();

    public ValueTask DisposeAsync() => _space.DisposeAsync();

    [Fact]
    public async Task Tuples_of_csharp_are_written_and_read_with_their_types()
    {
        await _space.WriteAsync(("job", 42, "p"));

        var (kind, id, payload) = await _space.ReadAsync(Template.Of<string, int, string>("job", Field.Any, Field.Any));

        Assert.Equal(("job", 42, "p"), (kind, id, payload));
        Assert.Equal(1, await _space.CountAsync(Template.Of<string, int, string>("job", 42, "p")));
        Assert.Null(await _space.TryReadAsync(Template.Of<string, string, string>("job", Field.Any, Field.Any)));
    }

    [Fact]
    public async Task Templates_have_up_to_seven_fields()
    {
        await _space.WriteAsync(ValueTuple.Create(1));
        await _space.WriteAsync((1, 2, 3, 4, 5, 6, 7));

        Assert.Equal(1, await _space.ReadAsync(Template.Of<int>(Field.Any)));
        Assert.Equal((1, 2, 3, 4, 5, 6, 7), await _space.TakeAndCommitAsync(Template.Of<int, int, int, int, int, int, int>(1, Field.Any, 3, Field.Any, 5, Field.Any, 7)));
        Assert.Equal(1, await _space.CountAsync(Template.Of<int>(Field.Any)));
    }

    [Fact]
    public async Task Records_are_written_read_and_taken()
    {
        await _space.WriteAsync(new Job(1, "p"));
        await _space.WriteAsync(new Job(2, null));

        Assert.Equal(new Job(2, null), await _space.ReadAsync(Job.Where(id: 2)));
        Assert.Equal([new Job(1, "p"), new Job(2, null)], await _space.ReadAllAsync(Job.Where()));
        Assert.Equal(new Job(1, "p"), await _space.TryTakeAndCommitAsync(Job.Where()));
        Assert.Null(await _space.TryReadAsync(Job.Where(id: 1)));
    }

    [Fact]
    public async Task Lease_has_the_value_and_ends_like_any_other()
    {
        await _space.WriteAsync(new Job(1, "p"));

        await using (var taken = await _space.TakeAsync(Job.Where()))
        {
            Assert.Equal(1, taken.Value.Id);
            Assert.Null(await _space.TryTakeAsync(Job.Where()));
        }

        await using (var taken = await _space.TakeAsync(Job.Where()))
        {
            await taken.ReplaceAsync(taken.Value with { Id = 2 });
        }

        Assert.Equal([new Job(2, "p")], await _space.ReadAllAsync(Job.Where()));
    }

    [Fact]
    public async Task Tuple_that_matches_and_does_not_fit_goes_back()
    {
        await _space.WriteAsync(["job", 1L << 40, "p"]);

        await Assert.ThrowsAsync<InvalidCastException>(async () => await _space.TakeAndCommitAsync(Job.Where()));
        await Assert.ThrowsAsync<InvalidCastException>(async () => await _space.TryTakeAsync(Job.Where()));

        Assert.Equal(1, await _space.CountAsync(Job.Where()));
    }

    [Fact]
    public async Task Update_puts_another_record_in_its_place()
    {
        await _space.WriteAsync(new Job(1, "p"));

        var updated = await _space.UpdateAsync(Job.Where(), job => job with { Id = job.Id + 1 });

        Assert.Equal(new Job(2, "p"), updated);
        Assert.Equal([updated], await _space.ReadAllAsync(Job.Where()));
    }

    [Fact]
    public async Task Update_that_throws_changes_nothing()
    {
        await _space.WriteAsync(["counter", 1]);

        await Assert.ThrowsAsync<FormatException>(async () => await _space.UpdateAsync(["counter", null], _ => throw new FormatException()));
        var updated = await _space.UpdateAsync(["counter", null], tuple => ["counter", tuple.Get<int>(1) + 1]);

        Assert.Equal<SpaceTuple>(["counter", 2], updated);
        Assert.Equal(1, await _space.CountAsync(["counter", null]));
    }

    [Fact]
    public async Task Move_delivers_before_it_removes()
    {
        await using var other = new TupleSpace();
        await _space.WriteAsync(["a", 1]);

        await Assert.ThrowsAsync<FormatException>(async () => await _space.MoveAsync(["a", null], (_, _) => throw new FormatException()));
        Assert.Equal(1, await _space.CountAsync(["a", null]));

        await _space.MoveAsync(["a", null], other);
        Assert.Equal(0, await _space.CountAsync(["a", null]));
        Assert.Equal(1, await other.CountAsync(["a", 1]));
    }

    [Fact]
    public async Task Replace_throws_when_nothing_matches_in_time()
    {
        await Assert.ThrowsAsync<RequestExpiredException>(async () => await _space.ReplaceAsync(["a"], ["b"], timeout: TimeSpan.Zero));

        Assert.Equal(0, await _space.CountAsync(["b"]));
    }

    [Fact]
    public void Field_of_a_type_is_any_value_a_constant_or_a_pattern()
    {
        Assert.Equal(new RubyClass("Integer"), Assert.IsType<FieldPattern>(default(Field<int>).ToField(), exactMatch: false).ToWire());
        Assert.Null(default(Field<bool>).ToField());
        Assert.Null(default(Field<object>).ToField());
        Assert.Null(default(Field<string>).ToField(orNil: true));
        Assert.Equal(5, ((Field<int>)5).ToField());
        Assert.Equal(default, (Field<int>)Field.Any);
        Assert.NotEqual(default, (Field<int>)0);
    }
}
