using Ringleader.Conformance.Services;

/// <summary>What the application offers.</summary>
internal sealed class HostedGreeter : IGreeter
{
    public ValueTask<string> GreetAsync(string name) => new($"Hosted, {name}");
}
