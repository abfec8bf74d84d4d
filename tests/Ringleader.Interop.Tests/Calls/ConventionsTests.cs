using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Calls;

/// <summary>C# members under their Ruby names, as a Ruby caller sees them and as a Ruby server has them.</summary>
public sealed class ConventionsTests
{
    private const string Server = """
        class Device
          attr_accessor :name, :level

          def initialize
            @name = 'first'
            @level = 1
            @on = true
            @items = {}
          end

          def on? = @on
          def on=(value)
            @on = value
          end
          def has_items? = !@items.empty?
          def [](key) = @items[key]
          def []=(key, value)
            @items[key] = value
          end
          def find(id) = "by id #{id}"
          def find_by_name(name) = "by name #{name}"
          def http_status = 200
          def sum(*numbers) = numbers.sum
          def reset! = 'reset'
          def optional(a, b = 2, c = 3) = [a, b, c]
        end
        serve Device.new
        """;

    [Fact]
    public async Task Ruby_calls_members_by_their_ruby_names()
    {
        await using var server = await RemoteServer.StartAsync(null, new Device());

        var output = await RubyProcess.RunAsync(
            """
            show front.name
            show(front.name = 'second')
            show front.name
            show front.on?
            front.on = false
            show front.on?
            show front.has_items?
            front['a'] = 5
            show front['a']
            show front.has_items?
            show front.find(1)
            show front.find_by_name('x')
            show front.http_status
            show front.sum(1, 2, 3)
            show front.sum
            show front.reset!
            show [front.optional(1), front.optional(1, 9), front.optional(1, 9, 8)]
            """,
            server.Uri);

        Assert.Equal(
            """
            "first"
            "second"
            "second"
            true
            false
            false
            5
            true
            "by id 1"
            "by name x"
            200
            6
            0
            "reset"
            [[1, 2, 3], [1, 9, 3], [1, 9, 8]]
            """,
            output);
    }

    [Fact]
    public async Task A_typed_contract_calls_rubys_names()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var device = RemoteObject.Connect<IDevice>(ruby.Uri);

        Assert.Equal("first", device.Name);
        device.Name = "second";
        Assert.Equal("second", device.Name);
        Assert.True(device.IsOn);
        device.IsOn = false;
        Assert.False(device.IsOn);
        Assert.False(await device.HasItemsAsync());
        device["a"] = 5;
        Assert.Equal(5, device["a"]);
        Assert.True(await device.HasItemsAsync());
        Assert.Equal("by id 1", await device.FindAsync(1));
        Assert.Equal("by name x", await device.FindByName("x"));
        Assert.Equal(200, device.HTTPStatus);
        Assert.Equal(6, await device.SumAsync(default, 1, 2, 3));
        Assert.Equal("reset", await device.ResetAsync());
        Assert.Equal([1L, 2L, 3L], device.Optional(1));
    }

    [Fact]
    public async Task Untyped_and_dynamic_calls_reach_the_same_members()
    {
        await using var ruby = await RubyServer.StartAsync(Server);
        var untyped = RemoteObject.Connect(ruby.Uri);
        dynamic device = untyped;

        device.name = "third";
        device["b"] = 7;

        Assert.Equal("third", await device.name);
        Assert.Equal("third", await device.Name);
        Assert.Equal(7L, await device["b"]);
        Assert.Equal("by id 4", await device.FindAsync(4));
        Assert.Equal("by id 4", await device.find(4));
        Assert.True(await untyped.CallAsync<bool>("on?"));
        Assert.Equal(7, await untyped.CallAsync<int>("[]", ["b"]));
        Assert.Equal(3, untyped.Call<int>("sum", 1, 2));
    }

    [RemoteContract]
    public interface IDevice
    {
        string Name { get; set; }

        bool IsOn { get; set; }

        [RubyName("http_status")]
        int HTTPStatus { get; }

        int? this[string key] { get; set; }

        ValueTask<bool> HasItemsAsync();

        ValueTask<string> FindAsync(int id);

        [RubyName("find_by_name")]
        Task<string> FindByName(string name);

        ValueTask<int> SumAsync(CancellationToken cancellationToken = default, params int[] numbers);

        [RubyName("reset!")]
        Task<string> ResetAsync();

        IReadOnlyList<long> Optional(int a, int b = 2, int c = 3);
    }

    private sealed class Device : IDevice
    {
        private readonly Dictionary<string, int?> _items = new(StringComparer.Ordinal);

        public string Name { get; set; } = "first";

        public bool IsOn { get; set; } = true;

        public int HTTPStatus => 200;

        public int? this[string key]
        {
            get => _items.GetValueOrDefault(key);
            set => _items[key] = value;
        }

        public ValueTask<bool> HasItemsAsync() => new(_items.Count > 0);

        public ValueTask<string> FindAsync(int id) => new($"by id {id}");

        public Task<string> FindByName(string name) => Task.FromResult($"by name {name}");

        public ValueTask<int> SumAsync(CancellationToken cancellationToken, params int[] numbers) => new(numbers.Sum());

        public Task<string> ResetAsync() => Task.FromResult("reset");

        public IReadOnlyList<long> Optional(int a, int b, int c) => [a, b, c];
    }
}
