namespace Ringleader.Jobs.Stateful;

/// <summary>Which worker is meant.</summary>
/// <param name="Name">What its class was added under.</param>
/// <param name="Key">What tells it from others of the name; null for the default instance.</param>
internal readonly record struct WorkerAddress(string Name, string? Key)
{
    public override string ToString() => Key is null ? Name : $"{Name}/{Key}";
}
