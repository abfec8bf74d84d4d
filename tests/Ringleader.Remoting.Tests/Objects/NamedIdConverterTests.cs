namespace Ringleader.Remoting.Tests.Objects;

public sealed class NamedIdConverterTests
{
    private readonly NamedIdConverter _converter = new();

    [Fact]
    public void A_pinned_object_has_its_name_as_id()
    {
        var value = new object();

        _converter.Pin("config", value);

        Assert.Equal("config", _converter.ToId(value));
        Assert.Same(value, _converter.ToObject("config"));
    }

    [Fact]
    public void A_pinned_object_lives_though_nothing_else_holds_it()
    {
        PinNew("config");
        Collected.Now();

        Assert.NotNull(_converter.ToObject("config"));

        void PinNew(string name) => _converter.Pin(name, new object());
    }

    [Fact]
    public void Other_objects_are_left_to_the_other_converter()
    {
        var value = new object();

        var id = _converter.ToId(value);

        Assert.IsType<long>(id);
        Assert.Same(value, _converter.ToObject(id));
    }

    [Fact]
    public void An_object_that_was_handed_out_before_it_was_pinned_keeps_both_ids()
    {
        var value = new object();
        var number = _converter.ToId(value);

        _converter.Pin("config", value);

        Assert.Equal("config", _converter.ToId(value));
        Assert.Same(value, _converter.ToObject(number));
    }

    [Fact]
    public void Unpin_ends_the_references_by_that_name()
    {
        var value = new object();
        _converter.Pin("config", value);

        Assert.True(_converter.Unpin("config"));

        var error = Assert.Throws<RemoteReferenceException>(() => _converter.ToObject("config"));
        Assert.Contains("'config' is an invalid reference", error.Message, StringComparison.Ordinal);
        Assert.IsType<long>(_converter.ToId(value));
        Assert.False(_converter.Unpin("config"));
    }

    [Fact]
    public void Pin_again_under_the_same_name_changes_nothing()
    {
        var value = new object();
        _converter.Pin("config", value);

        _converter.Pin("config", value);

        Assert.Same(value, _converter.ToObject("config"));
    }

    [Fact]
    public void Pin_refuses_a_name_that_another_object_has()
    {
        _converter.Pin("config", new object());

        var error = Assert.Throws<ArgumentException>(() => _converter.Pin("config", new object()));

        Assert.Contains("'config'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pin_refuses_an_object_that_has_another_name()
    {
        var value = new object();
        _converter.Pin("config", value);

        var error = Assert.Throws<ArgumentException>(() => _converter.Pin("settings", value));

        Assert.Contains("'config'", error.Message, StringComparison.Ordinal);
        Assert.Throws<RemoteReferenceException>(() => _converter.ToObject("settings"));
    }

    [Fact]
    public void Names_differ_by_case()
    {
        _converter.Pin("config", new object());

        Assert.Throws<RemoteReferenceException>(() => _converter.ToObject("Config"));
    }
}
