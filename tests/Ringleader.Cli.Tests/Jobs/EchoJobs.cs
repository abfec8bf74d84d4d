using System.Text.Json.Serialization.Metadata;
using Ringleader.Jobs;

namespace Ringleader.Cli.Tests.Jobs;

/// <summary>What a user's assembly has for <c>ringleader jobs work --assembly</c>: this test assembly is one.</summary>
public static class EchoJobs
{
    public static void Configure(JobRegistry registry) => registry
        .UseJson(new DefaultJsonTypeInfoResolver())
        .AddHandler<Echo, string>(static (job, _) => Task.FromResult(job.Text))
        .AddHandler<Break>(static (job, _) => throw new InvalidOperationException(job.Why))
        .Retry<Break>(RetryPolicy.None);

    [Job("test.echo")]
    internal sealed record Echo(string Text);

    [Job("test.break")]
    internal sealed record Break(string Why);
}
