using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Robustness;

/// <summary>Servers that are stopped while peers use them, and callers that give up.</summary>
public sealed class StoppingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_call_that_stops_its_own_dotnet_server_is_answered_first()
    {
        var front = new Front();
        var server = await RemoteServer.StartAsync(null, front);
        front.Stop = () => server.StopAsync();

        var output = await RubyProcess.RunAsync(
            """
            show front.stop_server
            puts raised { front.echo(1) }[/\A[\w:]+\w/]
            """,
            server.Uri);

        Assert.Equal("\"stopping\"\nDRb::DRbConnError", output);
        await front.Stopped.WaitAsync(Soon);
    }

    [Fact]
    public async Task A_call_that_stops_its_own_ruby_server_is_answered_first()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Front
              def stop
                DRb.current_server.stop_service
                'stopping'
              end
            end
            serve Front.new
            """);

        var answer = await RemoteObject.Connect(ruby.Uri).CallAsync<string>("stop");

        Assert.Equal("stopping", answer);
        await Eventually.IsTrueAsync(() => IsGoneAsync(ruby.Uri));
    }

    [Fact]
    public async Task A_stop_lets_the_running_call_of_a_ruby_client_finish()
    {
        var front = new Front();
        await using var server = await RemoteServer.StartAsync(null, front);
        await using var ruby = RubyProcess.Start("show front.wait_for_release; puts raised { front.echo(1) }[/\\A[\\w:]+\\w/]", server.Uri);
        await front.Started.WaitAsync(Soon);

        var stop = server.StopAsync();
        Assert.False(stop.IsCompleted);
        front.Release();

        await stop.WaitAsync(Soon);
        Assert.Equal("\"released\"\nDRb::DRbConnError", await ruby.ReadToEndAsync());
    }

    [Fact]
    public async Task A_ruby_caller_that_gives_up_cancels_the_call_in_dotnet()
    {
        var front = new Front();
        await using var server = await RemoteServer.StartAsync(null, front);

        var output = await RubyProcess.RunAsync(
            """
            show front.echo(1)
            puts raised { Timeout.timeout(0.5) { front.wait } }
            show front.echo(2)
            """,
            server.Uri);

        Assert.Equal("1\nTimeout::Error: execution expired\n2", output);
        await front.Cancelled.WaitAsync(Soon);
    }

    /// <summary>Asks over a new connection: Ruby leaves the one that stopped it open, with nobody to read it.</summary>
    private static async ValueTask<bool> IsGoneAsync(string uri)
    {
        await using var client = new RemotingClient(new RemotingClientOptions { CallTimeout = TimeSpan.FromSeconds(1) });
        try
        {
            await client.Connect(uri).CallAsync("object_id");
            return false;
        }
        catch (RemotingConnectionException error)
        {
            return error.Phase == RemotingPhase.Connecting;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [RemoteContract]
    public interface IFront
    {
        string StopServer();

        ValueTask<string> WaitForReleaseAsync();

        ValueTask WaitAsync(CancellationToken cancellationToken);

        int Echo(int value);
    }

    private sealed class Front : IFront
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Func<Task> Stop { get; set; } = () => Task.CompletedTask;

        public Task Stopped { get; private set; } = Task.CompletedTask;

        public Task Started => _started.Task;

        public Task Cancelled => _cancelled.Task;

        public void Release() => _released.TrySetResult();

        public string StopServer()
        {
            Stopped = Stop();
            return "stopping";
        }

        public async ValueTask<string> WaitForReleaseAsync()
        {
            _started.TrySetResult();
            await _released.Task;
            return "released";
        }

        public async ValueTask WaitAsync(CancellationToken cancellationToken)
        {
            await using var registration = cancellationToken.Register(() => _cancelled.TrySetResult());
            await _cancelled.Task;
        }

        public int Echo(int value) => value;
    }
}
