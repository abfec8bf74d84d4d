// A user store, by value and by reference: a copied user changes only here, a referred one changes where it lives.
using Ringleader.Remoting;

await using var server = await RemoteServer.StartAsync("druby://127.0.0.1:0", new UserStore());
var store = RemoteObject.Connect<IUserStore>(server.Uri);

// snippet: by-value
var copy = await store.CopyAsync(1);
copy.Name = "Changed here only";
Console.WriteLine($"by value: here '{copy.Name}', there '{(await store.CopyAsync(1)).Name}'");
// end snippet

// snippet: by-reference
var account = await store.OpenAsync(1);
account.Name = "Changed where it lives";
Console.WriteLine($"by reference: '{account.Name}', '{(await store.CopyAsync(1)).Name}'");
// end snippet

// snippet: home
Console.WriteLine($"a reference that comes home is the original: {await store.IsMineAsync(account)}");
// end snippet

try
{
    await store.CopyAsync(99);
}
catch (UserMissingException error)
{
    Console.WriteLine($"a registered exception arrives as itself: {error.Message} (user {error.UserId})");
}

// snippet: contract
[RemoteContract]
public interface IUserStore
{
    ValueTask<User> CopyAsync(int id);

    ValueTask<IAccount> OpenAsync(int id);

    ValueTask<bool> IsMineAsync(IAccount account);
}

[RemoteContract]
public interface IAccount
{
    string Name { get; set; }
}

[RubyType("Store::User")]
public sealed class User
{
    public required int Id { get; init; }

    public required string Name { get; set; }
}

[RubyType("Store::UserMissing")]
public sealed class UserMissingException(string message, int userId) : Exception(message)
{
    public int UserId { get; } = userId;
}
// end snippet

public sealed class UserStore : IUserStore
{
    private readonly Account _only = new() { Name = "Ada" };

    public ValueTask<User> CopyAsync(int id) => id == 1
        ? new(new User { Id = 1, Name = _only.Name })
        : throw new UserMissingException($"There is no user {id}.", id);

    public ValueTask<IAccount> OpenAsync(int id) => new(_only);

    public ValueTask<bool> IsMineAsync(IAccount account) => new(ReferenceEquals(account, _only));

    private sealed class Account : IAccount
    {
        public required string Name { get; set; }
    }
}
