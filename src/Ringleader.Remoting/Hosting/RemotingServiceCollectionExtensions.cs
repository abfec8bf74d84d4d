using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ringleader.Remoting;
using Ringleader.Remoting.Hosting;

// Found without a using in every host, as the framework's own entries are.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Remoting in a host: servers that start and stop with it, clients from its container.</summary>
public static class RemotingServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="RemotingClient"/> for the host, with the host's loggers and clock, and gives the builder that adds
    /// servers and typed clients.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">The client's options; null takes the defaults.</param>
    public static IRemotingBuilder AddRemoting(this IServiceCollection services, RemotingClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        options ??= RemotingClientOptions.Default;
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new RemotingClient(options with
        {
            LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory,
            TimeProvider = provider.GetRequiredService<TimeProvider>(),
        }));
        return new RemotingBuilder(services);
    }

    /// <summary>Adds a server whose front is resolved from the container as a singleton; it listens while the host runs.</summary>
    /// <typeparam name="TFront">The front's service type: usually its contract.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="uri">As for <see cref="RemoteServer.StartAsync"/>.</param>
    /// <param name="options">Access, limits and time-outs; null takes the defaults.</param>
    public static IRemotingBuilder AddServer<TFront>(this IRemotingBuilder builder, string uri, RemoteServerOptions? options = null)
        where TFront : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(uri);
        options ??= RemoteServerOptions.Default;
        options.Validate();
        builder.Services.AddSingleton(provider => new HostedRemoteServer(
            uri,
            provider.GetRequiredService<TFront>,
            options with
            {
                LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory,
                TimeProvider = provider.GetRequiredService<TimeProvider>(),
            }));

        // Every registration of the type is resolved, so the n-th hosted service is the n-th server.
        var index = builder.Services.Count(static service => service.ServiceType == typeof(HostedRemoteServer)) - 1;
        builder.Services.AddSingleton<IHostedService>(provider => provider.GetServices<HostedRemoteServer>().ElementAt(index));
        return builder;
    }

    /// <summary>Adds a typed proxy of a server's front, which calls through the host's client.</summary>
    /// <typeparam name="T">An interface with <see cref="RemoteContractAttribute"/>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="uri">As for <see cref="RemotingClient.Connect(string)"/>.</param>
    public static IRemotingBuilder AddClient<T>(this IRemotingBuilder builder, string uri)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(uri);
        builder.Services.AddSingleton(provider => provider.GetRequiredService<RemotingClient>().Connect<T>(uri));
        return builder;
    }
}
