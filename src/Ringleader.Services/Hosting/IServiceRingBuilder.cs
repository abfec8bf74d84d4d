using Microsoft.Extensions.DependencyInjection;

namespace Ringleader.Services.Hosting;

/// <summary>Adds offers to a host; made by <c>services.AddServiceRing()</c>.</summary>
public interface IServiceRingBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
