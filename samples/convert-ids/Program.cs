// Custom id conversion: users keep the key of their database row, so a reference outlives the object and the process.
// The client is this program once more: in the server's own process a reference would become the object itself.
using System.Diagnostics;
using Ringleader.Remoting;

if (args is [var uri])
{
    var people = RemoteObject.Connect<IDirectory>(uri);
    var ada = await people.FindAsync("ada");
    Console.WriteLine($"{RemoteObject.Of(ada).Id} is {await ada.FullNameAsync()}");

    await people.ForgetAsync(); // the reference still works when the object that it was made for is gone
    Console.WriteLine($"{RemoteObject.Of(ada).Id} is {await ada.FullNameAsync()}");
    return 0;
}

// snippet: start
var options = new RemoteServerOptions { ObjectIds = new PrefixedIdConverter() };
await using var server = await RemoteServer.StartAsync("druby://127.0.0.1:0", new Directory(), options);
// end snippet

var self = typeof(IDirectory).Assembly.Location;
using var client = Process.Start("dotnet", [self, server.Uri]);
await client.WaitForExitAsync();
return client.ExitCode;

// snippet: converter
public sealed class PrefixedIdConverter : IObjectIdConverter
{
    private const string Prefix = "user:";
    private readonly IObjectIdConverter _others = new TimedIdConverter();

    public object ToId(object value) => value is Person person ? Prefix + person.Key : _others.ToId(value);

    public object ToObject(object id) => id is string text && text.StartsWith(Prefix, StringComparison.Ordinal)
        ? Person.Load(text[Prefix.Length..])
        : _others.ToObject(id);
}
// end snippet

[RemoteContract]
public interface IDirectory
{
    ValueTask<IPerson> FindAsync(string key);

    ValueTask ForgetAsync();
}

[RemoteContract]
public interface IPerson
{
    ValueTask<string> FullNameAsync();
}

public sealed class Directory : IDirectory
{
    public ValueTask<IPerson> FindAsync(string key) => new(Person.Load(key));

    public ValueTask ForgetAsync()
    {
        GC.Collect();
        return default;
    }
}

public sealed class Person : IPerson
{
    private static readonly Dictionary<string, string> Rows = new(StringComparer.Ordinal) { ["ada"] = "Ada Lovelace" };

    public required string Key { get; init; }

    public static Person Load(string key) => Rows.ContainsKey(key)
        ? new Person { Key = key }
        : throw new RemoteReferenceException("user:" + key, "There is no such user.");

    public ValueTask<string> FullNameAsync() => new(Rows[Key]);
}
