using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ringleader.Remoting.Access;

namespace Ringleader.Remoting.Tests.Access;

/// <summary>A name service whose answers are written by the test. Addresses without an answer have no name.</summary>
internal sealed class ScriptedReverseLookup : IReverseLookup
{
    private readonly ConcurrentDictionary<IPAddress, Func<Task<IPHostEntry>>> _answers = new();
    private int _lookups;

    public int Lookups => Volatile.Read(ref _lookups);

    public void Answer(string address, string name, params string[] leadsTo) =>
        Answer(address, () => Task.FromResult(Entry(name, leadsTo)));

    public void Answer(string address, Func<Task<IPHostEntry>> answer) => _answers[IPAddress.Parse(address)] = answer;

    public void Fail(string address, SocketError error) =>
        Answer(address, () => Task.FromException<IPHostEntry>(new SocketException((int)error)));

    public static IPHostEntry Entry(string name, params string[] leadsTo) =>
        new() { HostName = name, AddressList = [.. leadsTo.Select(IPAddress.Parse)], Aliases = [] };

    public Task<IPHostEntry> FindAsync(IPAddress address)
    {
        Interlocked.Increment(ref _lookups);
        return _answers.TryGetValue(address, out var answer)
            ? answer()
            : Task.FromException<IPHostEntry>(new SocketException((int)SocketError.HostNotFound));
    }
}
