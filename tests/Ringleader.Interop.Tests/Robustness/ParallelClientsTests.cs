using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Robustness;

/// <summary>Many Ruby clients at a time, each checking every answer it gets.</summary>
public sealed class ParallelClientsTests
{
    private const string Script = """
        threads, rounds = ARGV[1].to_i, ARGV[2].to_i
        listen
        class Custom < StandardError; end
        bad = Queue.new
        Array.new(threads) do |t|
          Thread.new do
            remote = DRbObject.new_with_uri(ARGV[0])
            rounds.times do |i|
              key = [Process.pid, t, i]
              bad << [:echo, key] unless remote.echo(key) == key
              bad << [:later, key] unless remote.echo_later(key) == key
              bad << [:add, key] unless remote.add(t, i) == t + i
              bad << [:map, key] unless remote.map([t, i]) { |n| n * 2 } == [t * 2, i * 2]
              bad << [:break, key] unless remote.map([1, 2, 3]) { |n| n == 2 ? (break key) : n } == key
              bad << [:fail, key] unless raised { remote.fail_with(key.inspect) } == "ArgumentError: #{key.inspect}"
              bad << [:raise, key] unless raised { remote.map([1]) { raise Custom, key.inspect } } == "Custom: #{key.inspect}"
              part = remote.part(i)
              bad << [:part, key] unless part.number == i
              bad << [:large, key] unless i % 10 != 0 || remote.echo('x' * 100_000).size == 100_000
            end
          end
        end.each(&:join)
        puts bad.size.times.map { bad.pop.inspect }, 'done'
        """;

    [Fact]
    public async Task Thirty_two_threads_of_one_process_get_the_right_answers()
    {
        await using var server = await RemoteServer.StartAsync(null, new Front());

        var output = await RubyProcess.RunAsync(Script, server.Uri, "32", "10");

        Assert.Equal("done", output);
        await Eventually.IsTrueAsync(() => server.ConnectionCount == 0);
    }

    [Fact]
    public async Task Eight_processes_of_four_threads_get_the_right_answers()
    {
        await using var server = await RemoteServer.StartAsync(null, new Front());

        var outputs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RubyProcess.RunAsync(Script, server.Uri, "4", "10")));

        Assert.All(outputs, output => Assert.Equal("done", output));
        await Eventually.IsTrueAsync(() => server.ConnectionCount == 0);
    }

    [Fact]
    public async Task Sixty_four_dotnet_callers_of_one_ruby_server_get_the_right_answers()
    {
        await using var ruby = await RubyServer.StartAsync(
            """
            class Front
              def echo(value) = value
              def map(items) = items.map { |item| yield item }
            end
            serve Front.new
            """);
        await using var client = new RemotingClient();
        var front = client.Connect(ruby.Uri);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal([caller, i], await front.CallAsync<List<int>>("echo", [new[] { caller, i }]));
                Assert.Equal([caller + 1, i + 1], await front.CallAsync<List<int>>("map", [new[] { caller, i }], new Func<int, int>(item => item + 1)));
            }
        }));
    }

    [RemoteContract]
    public interface IPart
    {
        int Number { get; }
    }

    [RemoteContract]
    public interface IFront
    {
        object? Echo(object? value);

        ValueTask<object?> EchoLaterAsync(object? value);

        int Add(int a, int b);

        ValueTask<IReadOnlyList<int>> MapAsync(IReadOnlyList<int> items, Func<int, ValueTask<int>> block);

        void FailWith(string message);

        IPart Part(int number);
    }

    private sealed class Front : IFront
    {
        public object? Echo(object? value) => value;

        public async ValueTask<object?> EchoLaterAsync(object? value)
        {
            await Task.Yield();
            return value;
        }

        public int Add(int a, int b) => a + b;

        public async ValueTask<IReadOnlyList<int>> MapAsync(IReadOnlyList<int> items, Func<int, ValueTask<int>> block)
        {
            var results = new List<int>();
            foreach (var item in items)
            {
                results.Add(await block(item));
            }

            return results;
        }

        public void FailWith(string message) => throw new ArgumentException(message);

        public IPart Part(int number) => new Piece(number);

        private sealed record Piece(int Number) : IPart;
    }
}
