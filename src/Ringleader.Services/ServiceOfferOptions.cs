namespace Ringleader.Services;

/// <summary>How one object is offered. Immutable.</summary>
public sealed record ServiceOfferOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static ServiceOfferOptions Default { get; } = new();

    /// <summary>
    /// What tells this offer from others of the same name and process, at the end of its identity; null for nothing. A second
    /// offer of a ring with the same name and instance name gets a number after it.
    /// </summary>
    public string? InstanceName { get; init; }

    /// <summary>
    /// How long to wait until the first ring server has it. Null takes <see cref="ServiceRingOptions.DefaultTimeout"/>; zero does
    /// not wait and registers in the background, as soon as there is a ring server. A host never waits.
    /// </summary>
    public TimeSpan? RegistrationTimeout { get; init; }
}
