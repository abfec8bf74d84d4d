using System.Globalization;

namespace Ringleader.Remoting.Tests.Objects;

/// <summary>A converter of one's own: users have ids made from their keys, so their references never expire.</summary>
public sealed class CustomIdConverterTests
{
    private readonly Dictionary<int, User> _users = [];
    private readonly UserIdConverter _converter;

    public CustomIdConverterTests()
    {
        _converter = new UserIdConverter(_users, new WeakIdConverter());
    }

    [Fact]
    public void ToId_makes_the_id_from_the_objects_own_key()
    {
        Assert.Equal("user:42", _converter.ToId(new User(42, "Ann")));
    }

    [Fact]
    public void ToObject_loads_the_object_though_the_one_handed_out_is_gone()
    {
        var id = _converter.ToId(new User(42, "Ann"));
        _users[42] = new User(42, "Ann");

        Assert.Same(_users[42], _converter.ToObject(id));
    }

    [Theory]
    [InlineData("user:7")]
    [InlineData("user:")]
    [InlineData("user:seven")]
    [InlineData("group:42")]
    public void ToObject_refuses_an_id_that_names_nothing(string id)
    {
        var error = Assert.Throws<RemoteReferenceException>(() => _converter.ToObject(id));

        Assert.Contains($"'{id}' is an invalid reference", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_objects_have_ids_of_the_other_converter()
    {
        var value = new object();

        Assert.Same(value, _converter.ToObject(_converter.ToId(value)));
    }

    private sealed record User(int Key, string Name);

    private sealed class UserIdConverter(IReadOnlyDictionary<int, User> users, IObjectIdConverter others) : IObjectIdConverter
    {
        private const string Prefix = "user:";

        public object ToId(object value) => value is User user ? $"{Prefix}{user.Key}" : others.ToId(value);

        public object ToObject(object id)
        {
            if (id is not string text || !text.StartsWith(Prefix, StringComparison.Ordinal))
            {
                return others.ToObject(id);
            }

            return int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var key)
                && users.TryGetValue(key, out var user)
                    ? user
                    : throw new RemoteReferenceException(id, "There is no such user. Ask the store for the user by name.");
        }
    }
}
