using Microsoft.Extensions.DependencyInjection;

namespace Ringleader.Services.Hosting;

/// <summary>The builder of <c>AddServiceRing</c>.</summary>
internal sealed class ServiceRingBuilder(IServiceCollection services) : IServiceRingBuilder
{
    /// <inheritdoc/>
    public IServiceCollection Services { get; } = services;
}
