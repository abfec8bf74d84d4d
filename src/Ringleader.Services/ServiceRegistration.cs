using Ringleader.Remoting;

namespace Ringleader.Services;

/// <summary>What ring servers say of one provider of a service.</summary>
/// <param name="Application">The application that a distributed class belongs to; null for a service with a plain name.</param>
/// <param name="Name">The name that it is found by.</param>
/// <param name="Description">The text that it was registered with: an identity for a service, free for a class.</param>
/// <param name="Target">The object, untyped.</param>
public sealed record ServiceRegistration(string? Application, string Name, string Description, RemoteObject Target)
{
    /// <summary>Who registered it; null when the description is of another form.</summary>
    public ServiceIdentity? Identity { get; } = ServiceIdentity.TryParse(Description);

    /// <summary>The address of the process that has the object.</summary>
    public string Uri => Target.Uri;

    /// <summary>The ring servers that know it, in the order in which this process prefers them.</summary>
    public IReadOnlyList<string> RingServers { get; init; } = [];

    /// <summary>Whether it answered; null when it was not asked.</summary>
    public bool? IsAlive { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Application is null ? $"{Name} ({Description}, {Target})" : $"{Application}/{Name} ({Target})";
}
