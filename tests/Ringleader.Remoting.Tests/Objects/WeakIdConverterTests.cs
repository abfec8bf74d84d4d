namespace Ringleader.Remoting.Tests.Objects;

public sealed class WeakIdConverterTests
{
    private readonly WeakIdConverter _converter = new();

    [Fact]
    public void ToObject_gives_the_object_whose_id_it_is()
    {
        object first = new(), second = new();

        var (firstId, secondId) = (_converter.ToId(first), _converter.ToId(second));

        Assert.Same(first, _converter.ToObject(firstId));
        Assert.Same(second, _converter.ToObject(secondId));
        Assert.NotEqual(firstId, secondId);
    }

    [Fact]
    public void ToId_gives_one_object_one_id()
    {
        var value = new object();

        Assert.Equal(_converter.ToId(value), _converter.ToId(value));
    }

    [Fact]
    public void ToId_tells_equal_objects_apart()
    {
        var first = new Point(1, 2);
        var second = new Point(1, 2);

        Assert.NotEqual(_converter.ToId(first), _converter.ToId(second));
        Assert.Same(second, _converter.ToObject(_converter.ToId(second)));
    }

    [Fact]
    public void ToId_gives_integers_that_fit_a_ruby_fixnum()
    {
        var values = Enumerable.Range(0, 1000).Select(_ => new object()).ToArray();

        var ids = values.Select(value => Assert.IsType<long>(_converter.ToId(value))).ToArray();

        Assert.All(ids, id => Assert.InRange(id, 0, (1L << 62) - 1));
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Contains(ids, id => id > 1L << 60);
    }

    [Fact]
    public void ToId_draws_again_when_an_id_is_taken()
    {
        var draws = new Queue<long>([7, 7, 7, 8]);
        var converter = new WeakIdConverter(draws.Dequeue);
        object first = new(), second = new();

        Assert.Equal(7L, converter.ToId(first));
        Assert.Equal(8L, converter.ToId(second));
        Assert.Same(first, converter.ToObject(7L));
    }

    [Fact]
    public void ToObject_of_a_collected_object_says_that_it_is_recycled()
    {
        var id = Collected.HandOut(_converter);
        Collected.Now();

        var error = Assert.Throws<RemoteReferenceException>(() => _converter.ToObject(id));

        Assert.Equal(id, error.Id);
        Assert.Contains($"'{id}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("invalid reference", error.Message, StringComparison.Ordinal);
        Assert.Contains("recycled object", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(TimedIdConverter), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToObject_of_an_unknown_number_says_where_it_may_come_from()
    {
        var error = Assert.Throws<RemoteReferenceException>(() => _converter.ToObject(12345L));

        Assert.Contains("'12345' is an invalid reference", error.Message, StringComparison.Ordinal);
        Assert.Contains("another server", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user:42")]
    [InlineData(1.5)]
    [InlineData(true)]
    public void ToObject_refuses_what_is_no_id_of_this_kind(object id)
    {
        var error = Assert.Throws<RemoteReferenceException>(() => _converter.ToObject(id));

        Assert.Contains("never gave out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToObject_shows_no_more_than_the_beginning_of_a_long_id()
    {
        var error = Assert.Throws<RemoteReferenceException>(() => _converter.ToObject(new string('x', 100_000)));

        Assert.InRange(error.Message.Length, 100, 400);
    }

    [Fact]
    public void Collected_objects_are_swept_away_as_new_ones_are_handed_out()
    {
        for (var count = 0; count < 1000; count++)
        {
            Collected.HandOut(_converter);
        }

        Collected.Now();
        var living = Enumerable.Range(0, 1000).Select(_ => new object()).ToArray();
        var ids = living.Select(_converter.ToId).ToArray();

        Assert.InRange(_converter.Count, living.Length, living.Length + 2);
        Assert.Equal(living, ids.Select(_converter.ToObject));
    }

    [Fact]
    public async Task ToId_from_many_threads_gives_one_object_one_id()
    {
        var values = Enumerable.Range(0, 200).Select(_ => new object()).ToArray();

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => values.Select(_converter.ToId).ToArray())));

        Assert.All(ids, seen => Assert.Equal(ids[0], seen));
        Assert.Equal(values.Length, _converter.Count);
    }

    private sealed record Point(int X, int Y);
}
