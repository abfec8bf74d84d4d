// The smallest remote call: an object in one place, called from another.
// Server and client share this process to keep the sample in one file; the address is all that connects them.
using Ringleader.Remoting;

// snippet: server
await using var server = await RemoteServer.StartAsync("druby://127.0.0.1:0", new Greeter());
// end snippet

// snippet: client
var greeter = RemoteObject.Connect<IGreeter>(server.Uri);
Console.WriteLine(await greeter.GreetAsync("Ada"));
// end snippet

// snippet: untyped
dynamic untyped = RemoteObject.Connect(server.Uri);
Console.WriteLine(await untyped.greet("Grace"));

string byName = await RemoteObject.Connect(server.Uri).CallAsync<string>("greet", ["Alan"]);
Console.WriteLine(byName);
// end snippet

// snippet: contract
[RemoteContract]
public interface IGreeter
{
    ValueTask<string> GreetAsync(string name, CancellationToken cancellationToken = default);
}

public sealed class Greeter : IGreeter
{
    public ValueTask<string> GreetAsync(string name, CancellationToken cancellationToken) => new($"Hello, {name}!");
}
// end snippet
