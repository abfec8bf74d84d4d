using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Ringleader.Jobs.Testing;

namespace Ringleader.Jobs.Tests;

public sealed class JobMiddlewareTests
{
    [Fact]
    public async Task Middleware_runs_around_the_handler_in_the_order_in_which_it_was_added()
    {
        var steps = new List<string>();
        await using var jobs = new JobsTestHarness(registry => registry
            .UseMiddleware(Note("outer", steps))
            .UseMiddleware(Note("inner", steps))
            .AddHandler<Print>((_, _) =>
            {
                steps.Add("handler");
                return Task.CompletedTask;
            }));

        await jobs.Client.EnqueueAsync(new Print(2));
        await jobs.DrainAsync();

        Assert.Equal(["outer begins", "inner begins", "handler", "inner ends", "outer ends"], steps);
    }

    [Fact]
    public async Task Middleware_sees_the_attempt_the_arguments_and_the_result()
    {
        JobExecution? seen = null;
        object? before = "nothing";
        Print? handled = null;
        await using var jobs = new JobsTestHarness(registry => registry
            .UseMiddleware(async (execution, next) =>
            {
                seen = execution;
                before = execution.Result;
                await next();
            })
            .AddHandler<Print, int>((job, _) =>
            {
                handled = job;
                return Task.FromResult(job.Pages * 10);
            }));

        var receipt = await jobs.Client.EnqueueAsync(new Print(2), new() { Tags = ["a"] });
        await jobs.DrainAsync();

        Assert.NotNull(seen);
        Assert.Same(handled, seen.Arguments);
        Assert.Null(before);
        Assert.Equal(("paper.print", receipt.Id, 1, "a"), (seen.Kind, seen.Context.Id, seen.Context.Attempt, Assert.Single(seen.Context.Tags)));
        Assert.Equal(("""{"Pages":2}""", 20, "20"), (Text(seen.ArgumentsJson), seen.Result, Text(seen.ResultJson!.Value)));
        Assert.Equal("20", (await jobs.Client.FindAsync(receipt.Id))!.Result);
    }

    [Fact]
    public async Task Middleware_sees_the_exception_and_may_throw_another_instead()
    {
        Exception? seen = null;
        await using var jobs = new JobsTestHarness(registry => registry
            .UseMiddleware(async (_, next) =>
            {
                try
                {
                    await next();
                }
                catch (IOException error)
                {
                    seen = error;
                    throw new GiveUpException("The printer is gone.", error);
                }
            })
            .AddHandler<Print>((_, _) => throw new IOException("No paper.")));

        var receipt = await jobs.Client.EnqueueAsync(new Print(2));
        await jobs.DrainAsync();

        var job = await jobs.Client.FindAsync(receipt.Id);
        Assert.Equal("No paper.", seen?.Message);
        Assert.Equal((JobState.Failed, 1, "The printer is gone."), (job!.State, job.Attempts, job.LastError!.Message));
    }

    [Fact]
    public async Task A_job_whose_middleware_swallows_the_exception_succeeds()
    {
        await using var jobs = new JobsTestHarness(registry => registry
            .UseMiddleware(async (_, next) => await next().ContinueWith(_ => { }, TaskScheduler.Default))
            .AddHandler<Print>(async (_, _) =>
            {
                await Task.Yield();
                throw new IOException("No paper.");
            }));

        await jobs.Client.EnqueueAsync(new Print(2));

        Assert.Equal(1, (await jobs.DrainAsync()).Succeeded);
    }

    [Fact]
    public async Task A_handler_that_middleware_does_not_call_does_not_run_and_the_job_has_no_result()
    {
        var ran = false;
        await using var jobs = new JobsTestHarness(registry => registry
            .UseMiddleware((_, _) => Task.CompletedTask)
            .AddHandler<Print, int>((_, _) =>
            {
                ran = true;
                return Task.FromResult(1);
            }));

        var receipt = await jobs.Client.EnqueueAsync(new Print(2));
        await jobs.DrainAsync();

        var job = await jobs.Client.FindAsync(receipt.Id);
        Assert.Equal((false, JobState.Succeeded, (string?)null), (ran, job!.State, job.Result));
    }

    [Fact]
    public async Task Middleware_and_handler_share_the_scope_of_the_attempt()
    {
        var services = new ServiceCollection().AddScoped<Ink>().AddScoped<InkMiddleware>().AddScoped<PrintHandler>().AddSingleton(new List<Ink>()).BuildServiceProvider();
        await using var jobs = new JobsTestHarness(registry => registry.UseMiddleware<InkMiddleware>().AddHandler<Print, PrintHandler>(), services);

        await jobs.Client.EnqueueAsync(new Print(2));
        await jobs.Client.EnqueueAsync(new Print(3));
        Assert.Equal(2, (await jobs.DrainAsync()).Succeeded);

        var inks = services.GetRequiredService<List<Ink>>();
        Assert.Equal(4, inks.Count);
        Assert.Same(inks[0], inks[1]);
        Assert.NotSame(inks[1], inks[2]);
    }

    [Fact]
    public async Task Middleware_that_the_container_lacks_is_an_error_that_names_it()
    {
        await using var jobs = new JobsTestHarness(
            registry => registry.UseMiddleware<InkMiddleware>().AddHandler<Print>((_, _) => Task.CompletedTask), new ServiceCollection().BuildServiceProvider());

        var receipt = await jobs.Client.EnqueueAsync(new Print(2));
        await jobs.DrainAsync();

        Assert.Contains(nameof(InkMiddleware), (await jobs.Client.FindAsync(receipt.Id))!.LastError!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_that_cannot_be_read_fail_the_job_at_once_with_middleware_too()
    {
        await using var jobs = new JobsTestHarness(registry => registry
            .UseMiddleware(async (execution, next) =>
            {
                _ = execution.Arguments;
                await next();
            })
            .AddHandler<Print>((_, _) => Task.CompletedTask));

        var receipt = await jobs.Client.EnqueueRawAsync("paper.print", """{"Pages":"many"}"""u8.ToArray());
        await jobs.DrainAsync();

        var job = await jobs.Client.FindAsync(receipt.Id);
        Assert.Equal((JobState.Failed, 1), (job!.State, job.Attempts));
    }

    [Fact]
    public async Task Calls_of_services_run_inside_middleware_as_well()
    {
        var seen = new List<(string Kind, object? Arguments, string Json, string? Result)>();
        var services = new ServiceCollection().AddScoped<IPress, Press>().BuildServiceProvider();
        await using var jobs = new JobsTestHarness(registry => registry
            .UseMiddleware(async (execution, next) =>
            {
                await next();
                seen.Add((execution.Kind, execution.Arguments, Text(execution.ArgumentsJson), Text(execution.ResultJson!.Value)));
            })
            .AllowCalls<IPress>("press"), services);

        await jobs.Client.SendLaterAsync<IPress>(press => press.PrintAsync(3));
        await jobs.DrainAsync();

        Assert.Equal(("call:press.PrintAsync", null, "[3]", "30"), Assert.Single(seen));
    }

    private static Func<JobExecution, Func<Task>, Task> Note(string name, List<string> steps) => async (_, next) =>
    {
        steps.Add($"{name} begins");
        await next();
        steps.Add($"{name} ends");
    };

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    [Job("paper.print")]
    public sealed record Print(int Pages);

    public sealed class Ink;

    public interface IPress
    {
        Task<int> PrintAsync(int pages);
    }

    public sealed class Press : IPress
    {
        public Task<int> PrintAsync(int pages) => Task.FromResult(pages * 10);
    }

    public sealed class InkMiddleware(Ink ink, List<Ink> all) : IJobMiddleware
    {
        public Task InvokeAsync(JobExecution execution, Func<Task> next)
        {
            all.Add(ink);
            return next();
        }
    }

    public sealed class PrintHandler(Ink ink, List<Ink> all) : IJobHandler<Print>
    {
        public Task HandleAsync(Print job, JobContext context)
        {
            all.Add(ink);
            return Task.CompletedTask;
        }
    }
}
