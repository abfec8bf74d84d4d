using Ringleader.Remoting.Marshal;
using Ringleader.TupleSpaces.Tests.Matching;

namespace Ringleader.TupleSpaces.Tests.Records;

public sealed class TupleRecordTests
{
    private static readonly MarshalOptions Exact = new() { Exact = true };

    private static Ticket Sample { get; } = new(
        7, Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), DayOfWeek.Friday, new(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc), [1, 2], (3, "a"), new(1, 2), 5, null);

    [Fact]
    public void Record_is_a_tuple_with_its_head()
    {
        SpaceTuple tuple = new Job(1, "p");

        Assert.Equal<SpaceTuple>(["job", 1, "p"], tuple);
        Assert.Equal(new Job(1, "p"), tuple.As<Job>());
        Assert.Equal(RubySymbol.Of("ticket"), Sample.ToTuple()[0]);
    }

    [Fact]
    public void Record_that_never_left_the_process_is_read_back()
    {
        AssertSame(Sample, Sample.ToTuple().As<Ticket>());
    }

    [Fact]
    public void Record_that_came_over_the_wire_is_read_back()
    {
        AssertSame(Sample, Travelled(Sample, MarshalOptions.Default).As<Ticket>());
        Assert.Equal(new Job(1, "p"), Travelled(new Job(1, "p"), Exact).As<Job>());
    }

    [Theory]
    [InlineData("task", 1, "p")]
    [InlineData("job", "one", "p")]
    [InlineData("job", 1, 2)]
    [InlineData("job", null, "p")]
    [InlineData("job", 4294967296, "p")]
    public void Tuple_that_is_not_such_a_record_is_refused(object? head, object? id, object? payload)
    {
        SpaceTuple tuple = [head, id, payload];

        Assert.Throws<InvalidCastException>(() => tuple.As<Job>());
    }

    [Fact]
    public void Tuple_of_another_length_or_with_keys_is_refused()
    {
        Assert.Throws<InvalidCastException>(() => SpaceTuple.Create("job", 1).As<Job>());
        Assert.Throws<InvalidCastException>(() => SpaceTuple.WithKeys(("a", "job"), ("b", 1), ("c", "p")).As<Job>());
    }

    [Fact]
    public void Template_leaves_open_what_is_left_out()
    {
        Assert.True(Job.Where().Untyped.Matches(new Job(1, null)));
        Assert.True(Job.Where(id: 1).Untyped.Matches(new Job(1, "p")));
        Assert.False(Job.Where(id: 2).Untyped.Matches(new Job(1, "p")));
        Assert.True(Job.Where(id: Field.Between(0, 5), payload: Field.Any).Untyped.Matches(new Job(1, "p")));
        Assert.True(Job.Where(payload: "p").Untyped.Matches(new Job(1, "p")));
        Assert.False(Job.Where(payload: Field.Exactly(null)).Untyped.Matches(new Job(1, "p")));
        Assert.True(Job.Where(payload: Field.Exactly(null)).Untyped.Matches(new Job(1, null)));
        Assert.False(Job.Where().Untyped.Matches(SpaceTuple.Create("job", "one", "p")));
    }

    [Fact]
    public void Template_travels_as_values_of_ruby()
    {
        Assert.Equal<object?[]>(["job", new RubyClass("Integer"), null], Assert.IsType<object?[]>(Job.Where().Untyped.ToWire()));
        Assert.True(Ticket.Where(level: 7).Untyped.Matches(Travelled(Sample, Exact)));
        Assert.True(Ticket.Where(point: new RegisteredPoint(1, 2), day: DayOfWeek.Friday).Untyped.Matches(Travelled(Sample, Exact)));
    }

    private static void AssertSame(Ticket expected, Ticket actual)
    {
        Assert.Equal(expected.Seats, actual.Seats);
        Assert.Equal(expected with { Seats = [] }, actual with { Seats = [] }, (one, other) => one with { Seats = null! } == other with { Seats = null! });
    }

    private static SpaceTuple Travelled(SpaceTuple tuple, MarshalOptions options) =>
        SpaceTuple.FromWire(RubyMarshal.Load(RubyMarshal.Dump(tuple.ToWire(), options), options));
}
