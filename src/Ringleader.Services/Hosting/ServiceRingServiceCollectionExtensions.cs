using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ringleader.Services;
using Ringleader.Services.Hosting;

// Found without a using in every host, as the framework's own entries are.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The ring in a host: joined and left with it, what it offers from its container.</summary>
public static class ServiceRingServiceCollectionExtensions
{
    /// <summary>
    /// Joins the ring while the host runs, with the host's loggers and clock, and gives the builder that adds offers. The
    /// <see cref="ServiceRing"/> can be resolved once the host has started.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Where the ring servers are, and more; null takes the defaults.</param>
    public static IServiceRingBuilder AddServiceRing(this IServiceCollection services, ServiceRingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        options ??= ServiceRingOptions.Default;
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new HostedServiceRing(
            options with
            {
                LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory,
                TimeProvider = provider.GetRequiredService<TimeProvider>(),
            },
            provider.GetServices<HostedOffer>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HostedServiceRing>(
            static provider => provider.GetRequiredService<HostedServiceRing>()));
        services.TryAddSingleton(static provider => provider.GetRequiredService<HostedServiceRing>().Ring);
        return new ServiceRingBuilder(services);
    }

    /// <summary>
    /// Offers a singleton of the container under a name while the host runs. The host does not wait for a ring server: the offer
    /// is registered in the background; see <see cref="HostedServiceRing.IsReady"/>.
    /// </summary>
    /// <typeparam name="TContract">An interface with <see cref="Ringleader.Remoting.RemoteContractAttribute"/>.</typeparam>
    /// <typeparam name="TImplementation">The class; it is added to the container as the contract unless that is there already.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name.</param>
    /// <param name="options">The instance name; the defaults when null. The registration time-out does not apply.</param>
    public static IServiceRingBuilder Offer<TContract, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(
        this IServiceRingBuilder builder, string name, ServiceOfferOptions? options = null)
        where TContract : class
        where TImplementation : class, TContract
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.Services.TryAddSingleton<TContract, TImplementation>();
        builder.Services.AddSingleton(provider => new HostedOffer(
            (ring, cancellationToken) => ring.OfferAsync(name, provider.GetRequiredService<TContract>(), InBackground(options), cancellationToken)));
        return builder;
    }

    /// <summary>Offers a class under its name while the host runs, registered in the background; see <see cref="ServiceRing.OfferClassAsync{T}"/>.</summary>
    /// <typeparam name="T">A partial class with <see cref="DistributedAttribute"/>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="options">The defaults when null. The registration time-out does not apply.</param>
    public static IServiceRingBuilder OfferClass<T>(this IServiceRingBuilder builder, ServiceOfferOptions? options = null)
        where T : class, IDistributed
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new HostedOffer((ring, cancellationToken) => ring.OfferClassAsync<T>(InBackground(options), cancellationToken)));
        return builder;
    }

    private static ServiceOfferOptions InBackground(ServiceOfferOptions? options) =>
        (options ?? ServiceOfferOptions.Default) with { RegistrationTimeout = TimeSpan.Zero };
}
