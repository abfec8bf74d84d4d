using Microsoft.Extensions.DependencyInjection;

namespace Ringleader.Remoting.Hosting;

/// <summary>Adds servers and typed clients to a host; made by <c>services.AddRemoting()</c>.</summary>
public interface IRemotingBuilder
{
    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}
