// Video encoding later, two ways: an expression on a service that is stored as a job, and a method whose plain call is one.
// Ruby: video.send_later(:encode), and handle_asynchronously :encode.
using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ringleader.Jobs;

var file = Path.Combine(Path.GetTempPath(), $"encode-later-{Environment.ProcessId}.db");

// snippet: host
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<Encoder>();
builder.Services.AddScoped<IVideoService, VideoService>();
builder.Services.AddJobs()
    .UseSqlite(file)
    .AllowCalls<IVideoService>("video") // only what is allowed here can be called by a stored job
    .AddBackground<Thumbnails>();
// end snippet
using var host = builder.Build();
await host.StartAsync();
var jobs = host.Services.GetRequiredService<JobClient>();

// snippet: send-later
var encode = await jobs.SendLaterAsync<IVideoService>(videos => videos.EncodeAsync(42, "h264"));
// end snippet
Console.WriteLine(await jobs.AskResultAsync<string>(encode.Id, TimeSpan.FromSeconds(20)));

// snippet: plain-call
await using var scope = host.Services.CreateAsyncScope();
var thumbnails = scope.ServiceProvider.GetRequiredService<Thumbnails>();
var drawn = await thumbnails.DrawAsync(42, 320); // returns as soon as the job is stored
// end snippet
await jobs.AskResultAsync<string>(drawn.Id, TimeSpan.FromSeconds(20));

var encoder = host.Services.GetRequiredService<Encoder>();
Console.WriteLine(string.Join(", ", encoder.Done));
await host.StopAsync();
File.Delete(file);
return encoder.Done.Count == 2 ? 0 : 1;

// snippet: service
public interface IVideoService
{
    Task<string> EncodeAsync(int video, string codec);
}
// end snippet

public sealed class VideoService(Encoder encoder) : IVideoService
{
    public async Task<string> EncodeAsync(int video, string codec)
    {
        await Task.Delay(20);
        encoder.Done.Enqueue($"video {video} as {codec}");
        return $"video-{video}.{codec}";
    }
}

// snippet: background
public sealed partial class Thumbnails(JobClient jobs, Encoder encoder)
{
    [Background("thumbnail.draw")]
    public partial Task<JobReceipt> DrawAsync(int video, int width);

    private async Task DrawNowAsync(int video, int width, JobContext context)
    {
        await Task.Delay(20, context.Stop);
        encoder.Done.Enqueue($"thumbnail of {video}, {width} wide, attempt {context.Attempt}");
    }
}
// end snippet

public sealed class Encoder
{
    public ConcurrentQueue<string> Done { get; } = new();
}
