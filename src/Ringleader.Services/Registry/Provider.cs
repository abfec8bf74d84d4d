using Ringleader.Remoting.Contracts;

namespace Ringleader.Services.Registry;

/// <summary>A provider as it stands on a board.</summary>
/// <param name="Registration">What the board says.</param>
/// <param name="Value">The object as it was read: itself where it lives in this process.</param>
internal sealed record Provider(ServiceRegistration Registration, object Value)
{
    /// <summary>The object itself where it lives here and is one, else a typed proxy, or the untyped reference.</summary>
    public T As<T>()
        where T : class => Value as T ?? Registration.Target as T ?? RemoteConvert.ToContract<T>(Registration.Target)!; // a reference is not null

    /// <summary>The same, known to one more ring server.</summary>
    public Provider KnownTo(string ringServer) =>
        this with { Registration = Registration with { RingServers = [.. Registration.RingServers, ringServer] } };
}
