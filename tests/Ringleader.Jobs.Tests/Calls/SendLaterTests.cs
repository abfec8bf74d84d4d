using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Ringleader.Jobs.Tests.Types;

namespace Ringleader.Jobs.Tests.Calls;

public sealed class SendLaterTests : IAsyncDisposable
{
    private readonly InMemoryJobStore _store = new();
    private readonly JobRegistry _registry = new JobRegistry().AllowCalls<IVideos>("video").AllowCalls<Videos>("direct");
    private readonly JobClient _client;
    private readonly Videos _videos = new();

    public SendLaterTests()
    {
        _client = new JobClient(_store, _registry);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_call_is_stored_as_a_name_and_its_arguments()
    {
        var job = await SendAsync(videos => videos.EncodeAsync(42, "high"));

        Assert.Equal(("call:video.EncodeAsync", """[42,"high"]"""), (job.Kind, job.Arguments));
    }

    [Fact]
    public async Task A_call_runs_on_the_service_of_the_attempt()
    {
        var job = await SendAsync(videos => videos.EncodeAsync(42, "high"));

        Assert.Null(await RunAsync(job));

        Assert.Equal(["encode 42 high"], _videos.Calls);
    }

    [Fact]
    public async Task A_call_that_returns_before_any_task_runs_as_well()
    {
        var job = await SendNowAsync(videos => videos.Delete(5));

        Assert.Null(await RunAsync(job));

        Assert.Equal(["delete 5"], _videos.Calls);
    }

    [Theory]
    [InlineData("call:video.CountAsync", "[3]", "3")]
    [InlineData("call:video.MeasureAsync", "[4]", """{"Frames":4}""")]
    [InlineData("call:video.CheckAsync", "[]", null)]
    [InlineData("call:video.TouchAsync", "[6]", "6")]
    [InlineData("call:video.Sum", "[[1,2,3]]", "6")]
    [InlineData("call:video.NoneAsync", "[]", null)]
    public async Task What_a_call_gives_is_the_result(string kind, string arguments, string? result)
    {
        Assert.Equal(result, await _registry.RunAsync(kind, arguments, Context()));
    }

    [Fact]
    public async Task The_stop_token_and_the_context_are_the_workers_to_give()
    {
        var job = await SendAsync(videos => videos.WatchAsync(1, null!, CancellationToken.None));
        using var stop = new CancellationTokenSource();
        var context = Context(stop.Token);

        await _registry.RunAsync(job.Kind, job.Arguments, context);

        Assert.Equal("[1]", job.Arguments);
        Assert.Equal((stop.Token, context), _videos.Given);
    }

    [Fact]
    public async Task Overloads_are_told_apart_by_the_number_of_their_arguments()
    {
        var one = await SendAsync(videos => videos.EncodeAsync(1));
        var two = await SendAsync(videos => videos.EncodeAsync(1, "low"));

        await RunAsync(two);
        await RunAsync(one);

        Assert.Equal(one.Kind, two.Kind);
        Assert.Equal(["encode 1 low", "encode 1"], _videos.Calls);
    }

    [Fact]
    public async Task Overloads_with_equally_many_arguments_cannot_be_called()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(videos => videos.FindAsync(7)));

        Assert.Contains("another name", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _store.CountAsync(JobFilter.All, default));
    }

    [Fact]
    public async Task A_job_that_was_stored_before_a_parameter_was_added_still_runs()
    {
        await _registry.RunAsync("call:video.CutAsync", "[5]", Context());

        Assert.Equal(["cut 5 2.5"], _videos.Calls);
    }

    [Theory]
    [InlineData("call:video.CutAsync", "[]", "with 0 arguments")]
    [InlineData("call:video.CutAsync", "[1,2,3]", "with 3 arguments")]
    [InlineData("call:video.CutAsync", """{"start":5}""", "JSON array")]
    [InlineData("call:video.CutAsync", "[5", "call:video.CutAsync")]
    [InlineData("call:video.CutAsync", """["five"]""", "the argument 'start' at place 0")]
    [InlineData("call:video.CutAsync", "[5,null]", "the argument 'length' at place 1")]
    [InlineData("call:video.ShareAsync", """[{"To":7}]""", "$.To")]
    [InlineData("call:video.Copy", "[5]", "with 1 arguments")]
    public async Task Arguments_that_fit_no_method_are_an_error_that_says_where(string kind, string arguments, string says)
    {
        var error = await Assert.ThrowsAsync<JobArgumentsException>(() => _registry.RunAsync(kind, arguments, Context()));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Empty(_videos.Calls);
    }

    [Fact]
    public async Task A_service_that_the_container_lacks_is_an_error_that_says_so()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _registry.RunAsync("call:video.CheckAsync", "[]", new PlainJobContext(new PlainServices())));

        Assert.Contains("services.AddScoped", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_the_service_come_through_as_they_are()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => _registry.RunAsync("call:video.Lose", "[]", Context()));
        await Assert.ThrowsAsync<FileNotFoundException>(() => _registry.RunAsync("call:video.LoseAsync", "[]", Context()));
    }

    [Fact]
    public async Task A_service_may_be_a_class_with_inherited_methods()
    {
        var receipt = await _client.SendLaterAsync<Videos>(videos => videos.RewindAsync(3));
        var job = await _client.FindAsync(receipt.Id);

        Assert.Equal(("call:direct.RewindAsync", "[3]"), (job!.Kind, job.Arguments));
        await RunAsync(job);
        Assert.Equal(["rewind 3"], _videos.Calls);
        Assert.False(_registry.TryFind("call:direct.ToString", out _));
        Assert.False(_registry.TryFind("call:direct.get_Calls", out _));
    }

    [Fact]
    public async Task A_service_that_is_not_allowed_is_refused_with_what_to_do()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _client.SendLaterAsync<IDisposable>(thing => thing.Dispose()));

        Assert.Contains("AllowCalls<IDisposable>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_call_is_refused()
    {
        var task = Task.CompletedTask;

        Assert.Contains("not one call", (await RefusedAsync(_ => task)).Message, StringComparison.Ordinal);
        Assert.Contains("not one call", (await RefusedAsync(_ => Task.Delay(1))).Message, StringComparison.Ordinal);
        Assert.Contains("not one call", (await RefusedAsync(videos => videos.Other.EncodeAsync(1))).Message, StringComparison.Ordinal);
        Assert.Contains("not one call", (await RefusedAsync(videos => videos.ExtendAsync())).Message, StringComparison.Ordinal);
        Assert.Contains("does not declare it", (await RefusedAsync(videos => videos.BaseAsync())).Message, StringComparison.Ordinal);
        Assert.Contains("generic", (await RefusedAsync(videos => videos.AnyAsync(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_by_reference_is_refused()
    {
        var number = 1;

        var error = await Assert.ThrowsAsync<ArgumentException>(() => SendNowAsync(videos => videos.Copy(ref number)));

        Assert.Contains("'number' is by reference", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_is_no_json_is_refused_by_its_name()
    {
        var loop = new Loop();
        loop.Self = loop;

        var error = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(videos => videos.LoopAsync(loop)));

        Assert.Contains("'loop' cannot be written as JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_hold_for_calls_too()
    {
        var receipt = await _client.SendLaterAsync<IVideos>(videos => videos.EncodeAsync(1), new JobOptions { Queue = "slow", Priority = -3 });

        var job = await _client.FindAsync(receipt.Id);
        Assert.Equal(("slow", -3), (job!.Queue, job.Priority));
    }

    [Fact]
    public void A_name_is_given_once_and_a_service_has_one()
    {
        Assert.Throws<ArgumentException>(() => new JobRegistry().AllowCalls<IVideos>("video").AllowCalls<IVideos>("other"));
        Assert.Throws<ArgumentException>(() => new JobRegistry().AllowCalls<Videos>("video").AllowCalls<IVideos>("video"));
        Assert.Throws<ArgumentException>(() => new JobRegistry().AllowCalls<IVideos>("no name"));
        Assert.Throws<ArgumentException>(() => new JobRegistry().AllowCalls<INothing>("nothing"));
    }

    private async Task<ArgumentException> RefusedAsync(Expression<Func<IVideos, Task>> call)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(call));
        Assert.Equal(0, await _store.CountAsync(JobFilter.All, default));
        return error;
    }

    private async Task<JobSnapshot> SendAsync(Expression<Func<IVideos, Task>> call) => (await _client.FindAsync((await _client.SendLaterAsync(call)).Id))!;

    private async Task<JobSnapshot> SendNowAsync(Expression<Action<IVideos>> call) => (await _client.FindAsync((await _client.SendLaterAsync(call)).Id))!;

    private Task<string?> RunAsync(JobSnapshot job) => _registry.RunAsync(job.Kind, job.Arguments, Context());

    private PlainJobContext Context(CancellationToken stop = default) => new(new PlainServices(_videos), stop);
}

public interface INothing;

public interface IBase
{
    Task BaseAsync();
}

public interface IVideos : IBase
{
    IVideos Other { get; }

    Task EncodeAsync(int id);

    Task EncodeAsync(int id, string quality);

    void Delete(int id);

    Task<int> CountAsync(int many);

    Task<Measure> MeasureAsync(int frames);

    ValueTask CheckAsync();

    ValueTask<int> TouchAsync(int id);

    int Sum(int[] numbers);

    Task<string?> NoneAsync();

    Task WatchAsync(int id, JobContext context, CancellationToken stop);

    Task FindAsync(int id);

    Task FindAsync(string name);

    Task CutAsync(int start, double length = 2.5);

    Task ShareAsync(Share share);

    void Copy(ref int number);

    void Lose();

    Task LoseAsync();

    Task AnyAsync<T>(T value);

    Task LoopAsync(Loop loop);
}

public sealed record Measure(int Frames);

public sealed record Share(string To);

public sealed class Loop
{
    [JsonInclude]
    public Loop? Self { get; set; }
}

public static class VideoExtensions
{
    public static Task ExtendAsync(this IVideos videos) => videos.CheckAsync().AsTask();
}

public class Tape
{
    public List<string> Calls { get; } = [];

    public Task RewindAsync(int steps) => Note($"rewind {steps}");

    protected Task Note(string call)
    {
        Calls.Add(call);
        return Task.CompletedTask;
    }
}

public sealed class Videos : Tape, IVideos
{
    public (CancellationToken, JobContext) Given { get; private set; }

    public IVideos Other => this;

    public Task EncodeAsync(int id) => Note($"encode {id}");

    public Task EncodeAsync(int id, string quality) => Note($"encode {id} {quality}");

    public void Delete(int id) => Calls.Add($"delete {id}");

    public async Task<int> CountAsync(int many)
    {
        await Task.Yield();
        return many;
    }

    public Task<Measure> MeasureAsync(int frames) => Task.FromResult(new Measure(frames));

    public async ValueTask CheckAsync() => await Task.Yield();

    public async ValueTask<int> TouchAsync(int id)
    {
        await Task.Yield();
        return id;
    }

    public int Sum(int[] numbers) => numbers.Sum();

    public Task<string?> NoneAsync() => Task.FromResult<string?>(null);

    public Task WatchAsync(int id, JobContext context, CancellationToken stop)
    {
        Given = (stop, context);
        return Task.CompletedTask;
    }

    public Task FindAsync(int id) => Note($"find {id}");

    public Task FindAsync(string name) => Note($"find {name}");

    public Task CutAsync(int start, double length = 2.5) => Note(FormattableString.Invariant($"cut {start} {length}"));

    public Task ShareAsync(Share share) => Note($"share {share}");

    public void Copy(ref int number) => Calls.Add($"copy {number}");

    public void Lose() => throw new FileNotFoundException("lost");

    public async Task LoseAsync()
    {
        await Task.Yield();
        throw new FileNotFoundException("lost");
    }

    public Task AnyAsync<T>(T value) => Note($"any {value}");

    public Task LoopAsync(Loop loop) => Note("loop");

    public Task BaseAsync() => Note("base");
}
