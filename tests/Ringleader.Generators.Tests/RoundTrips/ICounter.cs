using Ringleader.Remoting;

namespace Ringleader.Generators.Tests.RoundTrips;

[RemoteContract]
public interface ICounter
{
    int Value { get; }

    ValueTask AddAsync(int amount);
}
