using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;
using Ringleader.Testing;

namespace Ringleader.Interop.Tests.Robustness;

/// <summary>A process dies, as by SIGKILL, while a call runs or while its connection rests.</summary>
public sealed class LostProcessTests
{
    private const string Server = """
        class Slow
          def wait
            $waiting = true
            sleep
          end
          def waiting? = $waiting ? true : false
          def pid = Process.pid
        end
        serve Slow.new, ARGV[0]
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ruby_server_killed_in_a_call_is_a_connection_error_at_once(bool isAsync)
    {
        await using var ruby = await RubyServer.StartAsync(Server, "druby://127.0.0.1:0");
        await using var client = new RemotingClient();
        var slow = client.Connect(ruby.Uri);
        var call = isAsync ? slow.CallAsync("wait").AsTask() : Task.Run(() => slow.Call<object?>("wait"));
        await Eventually.IsTrueAsync(async () => await slow.CallAsync<bool>("waiting?"));

        await ruby.Process.KillAsync();

        var error = await Assert.ThrowsAsync<RemotingConnectionException>(() => call.WaitAsync(Soon));
        Assert.Equal(RemotingPhase.Waiting, error.Phase);
        Assert.True(error.IsTransient);
        Assert.Contains("'wait'", error.Message, StringComparison.Ordinal);
        Assert.Contains(ruby.Uri, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_while_no_server_runs_says_that_it_did_not_run_and_the_next_one_after_a_restart_works()
    {
        // A connection that carried an answer a few milliseconds ago is trusted without a look.
        var clock = new FakeTimeProvider();
        await using var client = new RemotingClient(new RemotingClientOptions { TimeProvider = clock });
        await using var first = await RubyServer.StartAsync(Server, $"druby://127.0.0.1:{FreePort.Find()}");
        var slow = client.Connect(first.Uri);
        var firstPid = await slow.CallAsync<int>("pid");

        await first.Process.KillAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<RemotingConnectionException>(async () => await slow.CallAsync("pid"));
        await using var second = await RubyServer.StartAsync(Server, first.Uri);

        Assert.Equal(RemotingPhase.Connecting, error.Phase);
        Assert.NotEqual(firstPid, await slow.CallAsync<int>("pid"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Connections_that_a_restart_made_stale_are_not_written_to(bool isAsync)
    {
        await using var client = new RemotingClient();
        await using var first = await RubyServer.StartAsync(Server, $"druby://127.0.0.1:{FreePort.Find()}");
        var slow = client.Connect(first.Uri);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => slow.CallAsync("pid").AsTask()));

        await first.Process.KillAsync();
        await using var second = await RubyServer.StartAsync(Server, first.Uri);

        for (var i = 0; i < 8; i++)
        {
            Assert.True((isAsync ? await slow.CallAsync<int>("pid") : slow.Call<int>("pid")) > 0);
        }
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("wait_without_token")]
    public async Task A_ruby_client_killed_in_a_call_is_noticed_and_the_server_goes_on(string method)
    {
        var front = new Front();
        await using var server = await RemoteServer.StartAsync(null, front);
        await using var ruby = RubyProcess.Start($"front.{method}", server.Uri);
        await front.Started.WaitAsync(Soon);
        Assert.Equal(1, server.ConnectionCount);

        await ruby.KillAsync();

        if (string.Equals(method, "wait", StringComparison.Ordinal))
        {
            await front.Cancelled.WaitAsync(Soon);
        }
        else
        {
            front.Release();
        }

        await Eventually.IsTrueAsync(() => server.ConnectionCount == 0);
        Assert.Equal("1", await RubyProcess.RunAsync("show front.echo(1)", server.Uri));
    }

    [Fact]
    public async Task A_ruby_client_killed_while_its_block_runs_ends_the_method_that_yields()
    {
        var front = new Front();
        await using var server = await RemoteServer.StartAsync(null, front);
        await using var ruby = RubyProcess.Start("front.call_back { puts 'in the block'; sleep }", server.Uri);
        Assert.Equal("in the block", await ruby.ReadLineAsync());

        await ruby.KillAsync();

        var error = await front.CallBackFailed.WaitAsync(Soon);
        Assert.IsType<RemotingConnectionException>(error);
        await Eventually.IsTrueAsync(() => server.ConnectionCount == 0);
    }

    [Fact]
    public async Task Idle_connections_of_a_client_that_ended_are_closed()
    {
        await using var server = await RemoteServer.StartAsync(null, new Front());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RubyProcess.RunAsync("20.times { Thread.new { front.echo(1) }.join }", server.Uri)));

        await Eventually.IsTrueAsync(() => server.ConnectionCount == 0);
    }

    [RemoteContract]
    public interface IFront
    {
        ValueTask WaitAsync(CancellationToken cancellationToken);

        ValueTask WaitWithoutTokenAsync();

        ValueTask CallBackAsync(Func<ValueTask> block);

        int Echo(int value);
    }

    private sealed class Front : IFront
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<Exception> _callBackFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public Task Cancelled => _cancelled.Task;

        public Task<Exception> CallBackFailed => _callBackFailed.Task;

        public void Release() => _released.TrySetResult();

        public async ValueTask WaitAsync(CancellationToken cancellationToken)
        {
            await using var registration = cancellationToken.Register(() => _cancelled.TrySetResult());
            _started.TrySetResult();
            await _cancelled.Task;
        }

        public async ValueTask WaitWithoutTokenAsync()
        {
            _started.TrySetResult();
            await _released.Task;
        }

        public async ValueTask CallBackAsync(Func<ValueTask> block)
        {
            try
            {
                await block();
            }
            catch (RemotingConnectionException error)
            {
                _callBackFailed.TrySetResult(error);
                throw;
            }
        }

        public int Echo(int value) => value;
    }
}
