// A class that other processes use as if it were theirs: they create instances here and call its static members.
// The client is this program once more: in the server's own process a reference would become the object itself.
using System.Collections.Concurrent;
using System.Diagnostics;
using Ringleader.Remoting;
using Ringleader.Services;
using Ringleader.TupleSpaces;

if (args is [var ringServer])
{
    // snippet: use
    await using var clientRing = await ServiceRing.JoinAsync(new ServiceRingOptions { RingServers = [ringServer] });
    var users = (await clientRing.ResolveAsync("distributed://people/User")).As<IUserClass>();
    var ada = await users.NewAsync("Ada");
    await ada.RenameAsync("Ada Lovelace");
    Console.WriteLine($"{await users.CountAsync()} user: {await ada.NameAsync()}");
    // end snippet
    return await users.CountAsync() == 1 ? 0 : 1;
}

await using var board = await TupleSpaceServer.StartAsync();

// snippet: offer
var options = new ServiceRingOptions { ApplicationName = "people", RingServers = [board.Uri] };
await using var ring = await ServiceRing.JoinAsync(options);
await using var offer = await ring.OfferClassAsync<User>();
// end snippet

var self = typeof(User).Assembly.Location;
using var client = Process.Start("dotnet", [self, board.Uri]);
await client.WaitForExitAsync();
return client.ExitCode;

// snippet: class
[Distributed]
public sealed partial class User(string name)
{
    private static readonly ConcurrentDictionary<string, User> All = new(StringComparer.Ordinal);

    private string _name = name;

    public static int Count() => All.Count;

    public string Name() => _name;

    public void Rename(string name)
    {
        _name = name;
        All[name] = this;
    }
}
// end snippet

// snippet: contract
[RemoteContract]
public interface IUserClass
{
    ValueTask<IUser> NewAsync(string name);

    ValueTask<int> CountAsync();
}

[RemoteContract]
public interface IUser
{
    ValueTask<string> NameAsync();

    ValueTask RenameAsync(string name);
}
// end snippet
