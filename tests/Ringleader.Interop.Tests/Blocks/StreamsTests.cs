using System.Runtime.CompilerServices;
using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Blocks;

/// <summary><c>IAsyncEnumerable</c> on the .NET side is <c>each</c> with a block on the Ruby side.</summary>
public sealed class StreamsTests
{
    private const string Server = """
        class Source
          attr_reader :given, :ended

          def each_number(count)
            @given = 0
            @ended = false
            count.times { |i| @given += 1; yield i }
            :done
          ensure
            @ended = true
          end

          def each_pair
            yield 'a', 1
            yield 'b', 2
          end

          def each_list
            yield [1, 2]
            yield []
          end

          def failing
            yield 1
            raise IOError, 'the disk is full'
          end
        end
        serve Source.new
        """;

    [Fact]
    public async Task A_loop_reads_what_ruby_yields()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var source = RemoteObject.Connect<ISource>(ruby.Uri);

        Assert.Equal(Enumerable.Range(0, 100), await source.EachNumberAsync(100).ToListAsync());
        Assert.Equal([], await source.EachNumberAsync(0).ToListAsync());
        Assert.Equal([[1, 2], []], await source.EachListAsync().ToListAsync());
    }

    [Fact]
    public async Task Leaving_the_loop_early_ends_the_ruby_method()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var source = RemoteObject.Connect<ISource>(ruby.Uri);
        var read = new List<int>();

        await foreach (var number in source.EachNumberAsync(1_000_000))
        {
            read.Add(number);
            if (number == 2)
            {
                break;
            }
        }

        Assert.Equal([0, 1, 2], read);
        Assert.InRange(await source.GivenAsync(), 3, 100);
        await Eventually.IsTrueAsync(async () => await source.EndedAsync());
    }

    [Fact]
    public async Task Cancelling_the_loop_ends_it()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var source = RemoteObject.Connect<ISource>(ruby.Uri);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var number in source.EachNumberAsync(1_000_000, cancellation.Token))
            {
                if (number == 2)
                {
                    await cancellation.CancelAsync();
                }
            }
        });

        await Eventually.IsTrueAsync(async () => await source.EndedAsync());
    }

    [Fact]
    public async Task A_ruby_exception_is_raised_in_the_loop()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var source = RemoteObject.Connect<ISource>(ruby.Uri);
        var read = new List<int>();

        var error = await Assert.ThrowsAsync<RemoteException>(async () =>
        {
            await foreach (var number in source.FailingAsync())
            {
                read.Add(number);
            }
        });

        Assert.Equal([1], read);
        Assert.Equal(("IOError", "the disk is full"), (error.RemoteType, error.Message));
    }

    [Fact]
    public async Task A_ruby_block_gets_what_dotnet_streams_and_may_leave_early()
    {
        var source = new Source();
        await using var server = await RemoteServer.StartAsync(null, source);

        var output = await RubyProcess.RunAsync(
            """
            seen = []
            show(front.each_number(5) { |n| seen << n })
            show seen
            show(front.each_number(1_000_000) { |n| break "left at #{n}" if n == 3 })
            show front.each_number(4)
            show(front.each_list { |list| seen << list })
            show seen.last(2)
            puts raised { front.failing { |n| seen << n } }
            show seen.last
            """,
            server.Uri);

        Assert.Equal(
            """
            nil
            [0, 1, 2, 3, 4]
            "left at 3"
            [0, 1, 2, 3]
            nil
            [[1, 2], []]
            IOError: the disk is full
            1
            """,
            output);
        Assert.Equal(3, source.Ended);
    }

    [RemoteContract]
    public interface ISource
    {
        IAsyncEnumerable<int> EachNumberAsync(int count, CancellationToken cancellationToken = default);

        IAsyncEnumerable<IReadOnlyList<int>> EachListAsync();

        IAsyncEnumerable<int> FailingAsync();

        ValueTask<int> GivenAsync();

        ValueTask<bool> EndedAsync();
    }

    private sealed class Source : ISource
    {
        private int _ended;

        public int Ended => Volatile.Read(ref _ended);

        public async IAsyncEnumerable<int> EachNumberAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                for (var i = 0; i < count; i++)
                {
                    await Task.Yield();
                    yield return i;
                }
            }
            finally
            {
                Interlocked.Increment(ref _ended);
            }
        }

        public async IAsyncEnumerable<IReadOnlyList<int>> EachListAsync()
        {
            await Task.Yield();
            yield return [1, 2];
            yield return [];
        }

        public async IAsyncEnumerable<int> FailingAsync()
        {
            await Task.Yield();
            yield return 1;
            throw new IOException("the disk is full");
        }

        public ValueTask<int> GivenAsync() => default;

        public ValueTask<bool> EndedAsync() => default;
    }
}
