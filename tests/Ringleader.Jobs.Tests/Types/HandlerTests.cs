using System.Text.Json.Serialization;

namespace Ringleader.Jobs.Tests.Types;

public sealed class HandlerTests
{
    [Fact]
    public async Task A_delegate_gets_the_arguments_and_the_context()
    {
        var seen = new List<(int, JobContext)>();
        var registry = new JobRegistry().AddHandler<Greet>((job, context) =>
        {
            seen.Add((job.UserId, context));
            return Task.CompletedTask;
        });
        var context = new PlainJobContext();

        Assert.Null(await registry.RunAsync("greet", """{"UserId":7}""", context));

        Assert.Equal([(7, context)], seen);
    }

    [Fact]
    public async Task A_delegate_may_have_a_result()
    {
        var registry = new JobRegistry().AddHandler<Greet, Greeting>(async (job, _) =>
        {
            await Task.Yield();
            return new Greeting($"Hello {job.UserId}");
        });

        Assert.Equal("""{"Text":"Hello 7"}""", await registry.RunAsync("greet", """{"UserId":7}"""));
    }

    [Fact]
    public async Task A_result_of_null_is_none()
    {
        var registry = new JobRegistry().AddHandler<Greet, Greeting?>((_, _) => Task.FromResult<Greeting?>(null));

        Assert.Null(await registry.RunAsync("greet", """{"UserId":7}"""));
    }

    [Fact]
    public async Task A_handler_that_completes_at_once_is_run_without_a_task()
    {
        var registry = new JobRegistry().AddHandler<Greet>((_, _) => Task.CompletedTask);
        registry.TryFind("greet", out var kind);
        var job = new Storage.ClaimedJob { Id = new(1), Term = 1, Kind = "greet", Queue = "default", Arguments = """{"UserId":7}"""u8.ToArray() };

        var run = kind!.Invoke!(job, new PlainJobContext());

        Assert.True(run.IsCompletedSuccessfully);
        Assert.Null(await run);
    }

    [Fact]
    public async Task Errors_of_a_handler_come_through_as_they_are()
    {
        var soon = new JobRegistry().AddHandler<Greet>((_, _) => throw new TimeoutException("at once"));
        var later = new JobRegistry().AddHandler<Greet>(async (_, _) =>
        {
            await Task.Yield();
            throw new TimeoutException("later");
        });

        Assert.Equal("at once", (await Assert.ThrowsAsync<TimeoutException>(() => soon.RunAsync("greet", """{"UserId":7}"""))).Message);
        Assert.Equal("later", (await Assert.ThrowsAsync<TimeoutException>(() => later.RunAsync("greet", """{"UserId":7}"""))).Message);
    }

    [Fact]
    public async Task A_class_comes_from_the_container_of_the_attempt()
    {
        var greeter = new Greeter();
        var context = new PlainJobContext(new PlainServices(greeter));

        foreach (var registry in new[] { new JobRegistry().AddHandler<Greeter>(), new JobRegistry().AddHandler<Greet, Greeter>().AddHandler<Part, string, Greeter>() })
        {
            Assert.Null(await registry.RunAsync("greet", """{"UserId":7}""", context));
            Assert.Equal("\"gone\"", await registry.RunAsync("part", """{"UserId":8}""", context));
        }

        Assert.Equal([7, 8, 7, 8], greeter.Seen);
    }

    [Fact]
    public async Task A_class_that_the_container_lacks_is_an_error_that_says_so()
    {
        var registry = new JobRegistry().AddHandler<Greet, Greeter>();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => registry.RunAsync("greet", """{"UserId":7}""", new PlainJobContext(new PlainServices())));

        Assert.Contains("services.AddScoped<Greeter>()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_handles_nothing_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new JobRegistry().AddHandler<HandlerTests>());

        Assert.Contains("IJobHandler<TJob>", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"UserId":"seven"}""", "$.UserId")]
    [InlineData("""{"User":7}""", "$")]
    [InlineData("""{"UserId":7""", "$.UserId")]
    [InlineData("null", "$")]
    [InlineData("7", "$")]
    [InlineData("", "$")]
    public async Task Arguments_that_cannot_be_read_are_an_error_that_says_where(string arguments, string path)
    {
        var registry = new JobRegistry().AddHandler<Greet>((_, _) => Task.CompletedTask);

        var error = await Assert.ThrowsAsync<JobArgumentsException>(() => registry.RunAsync("greet", arguments));

        Assert.Contains("job '7' of kind 'greet', version 3", error.Message, StringComparison.Ordinal);
        Assert.Contains($"at '{path}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_constructor_that_refuses_the_arguments_makes_them_unreadable()
    {
        var registry = new JobRegistry().AddHandler<Picky>((_, _) => Task.CompletedTask);

        var error = await Assert.ThrowsAsync<JobArgumentsException>(() => registry.RunAsync("picky", """{"Count":-1}"""));

        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
    }

    [Fact]
    public async Task A_context_is_used_with_its_own_options()
    {
        var registry = new JobRegistry().UseJson(CamelJson.Default).AddHandler<Greet, Greeting>((job, _) => Task.FromResult(new Greeting($"{job.UserId}")));

        Assert.Equal("""{"text":"7"}""", await registry.RunAsync("greet", """{"userId":7}"""));
    }

    [Fact]
    public async Task Plain_results_need_no_context()
    {
        var registry = new JobRegistry().UseJson(CamelJson.Default).AddHandler<Greet, int[]>((job, _) => Task.FromResult<int[]>([job.UserId]));

        Assert.Equal("[7]", await registry.RunAsync("greet", """{"userId":7}"""));
    }

    [Fact]
    public async Task A_job_may_be_a_struct()
    {
        var seen = 0;
        var registry = new JobRegistry().AddHandler<Tick>((job, _) =>
        {
            seen = job.Number;
            return Task.CompletedTask;
        });

        await registry.RunAsync("tick", """{"Number":5}""");

        Assert.Equal(5, seen);
    }

    [Job("greet")]
    internal sealed record Greet(int UserId);

    [Job("part")]
    internal sealed record Part(int UserId);

    [Job("tick")]
    internal readonly record struct Tick(int Number);

    internal sealed record Greeting(string Text);

    [Job("picky")]
    internal sealed record Picky
    {
        [JsonConstructor]
        public Picky(int count)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            Count = count;
        }

        public int Count { get; }
    }

    internal sealed class Greeter : IJobHandler<Greet>, IJobHandler<Part, string>
    {
        public List<int> Seen { get; } = [];

        public Task HandleAsync(Greet job, JobContext context)
        {
            Seen.Add(job.UserId);
            return Task.CompletedTask;
        }

        public Task<string> HandleAsync(Part job, JobContext context)
        {
            Seen.Add(job.UserId);
            return Task.FromResult("gone");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HandlerTests.Greet))]
[JsonSerializable(typeof(HandlerTests.Greeting))]
internal sealed partial class CamelJson : JsonSerializerContext;
