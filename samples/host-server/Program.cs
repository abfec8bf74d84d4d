// Remoting inside the generic host: the server starts and stops with the application, and the proxy comes from the container.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ringleader.Remoting;

var uri = "drbunix:" + Path.Combine(Path.GetTempPath(), $"host-server-{Environment.ProcessId}.sock");

// snippet: host
var builder = Host.CreateApplicationBuilder();
builder.Services.AddSingleton<IClock, Clock>();
builder.Services.AddRemoting().AddServer<IClock>(uri);

using var host = builder.Build();
await host.StartAsync();
// end snippet

// snippet: client
var services = new ServiceCollection();
services.AddRemoting().AddClient<IClock>(uri);
await using var provider = services.BuildServiceProvider();

var clock = provider.GetRequiredService<IClock>();
Console.WriteLine($"It is {await clock.NowAsync():u}");
// end snippet

await host.StopAsync();

[RemoteContract]
public interface IClock
{
    ValueTask<DateTimeOffset> NowAsync();
}

public sealed class Clock(TimeProvider time) : IClock
{
    public ValueTask<DateTimeOffset> NowAsync() => new(time.GetUtcNow());
}
