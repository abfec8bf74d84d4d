// Being called by Ruby: a .NET object that a Ruby script uses as if it were one of its own.
using System.Diagnostics;
using Ringleader.Remoting;

// snippet: server
await using var server = await RemoteServer.StartAsync("druby://127.0.0.1:0", new Warehouse());
// end snippet

const string Script = """
    require 'drb'
    DRb.start_service('druby://127.0.0.1:0')
    warehouse = DRbObject.new_with_uri(ARGV[0])

    warehouse.store('apples', 5)
    warehouse['pears'] = 7
    puts "open? #{warehouse.open?}, pears: #{warehouse['pears']}"
    warehouse.each_item { |name, count| puts "  #{name} = #{count}" }
    begin
      warehouse.store('plums', -1)
    rescue ArgumentError => e
      puts "#{e.class}: #{e.message}"
    end
    begin
      DRbObject.new_with_uri(ARGV[0]).method_missing(:instance_eval, '`date`')
    rescue NoMethodError => e
      puts e.message
    end
    """;

using var ruby = Process.Start(new ProcessStartInfo("ruby", ["-e", Script, server.Uri]))
    ?? throw new InvalidOperationException("ruby did not start");
await ruby.WaitForExitAsync();
return ruby.ExitCode;

// snippet: contract
[RemoteContract]
public interface IWarehouse
{
    bool IsOpen { get; }

    int this[string name] { get; set; }

    void Store(string name, int count);

    ValueTask EachItemAsync(Func<string, int, ValueTask> block);
}
// end snippet

public sealed class Warehouse : IWarehouse
{
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);

    public bool IsOpen => true;

    public int this[string name]
    {
        get => _items[name];
        set => _items[name] = value;
    }

    public void Store(string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _items[name] = count;
    }

    public async ValueTask EachItemAsync(Func<string, int, ValueTask> block)
    {
        foreach (var (name, count) in _items)
        {
            await block(name, count);
        }
    }
}
