using Microsoft.Extensions.DependencyInjection;

namespace Ringleader.Remoting.Hosting;

/// <summary>The builder of <c>AddRemoting</c>.</summary>
internal sealed class RemotingBuilder(IServiceCollection services) : IRemotingBuilder
{
    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;
}
