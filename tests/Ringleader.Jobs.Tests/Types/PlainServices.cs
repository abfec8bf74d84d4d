namespace Ringleader.Jobs.Tests.Types;

/// <summary>A container of what a test puts in.</summary>
internal sealed class PlainServices(params object[] services) : IServiceProvider
{
    public object? GetService(Type serviceType) => Array.Find(services, serviceType.IsInstanceOfType);
}
