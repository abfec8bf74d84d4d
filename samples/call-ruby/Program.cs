// Calling Ruby: a DRb server in Ruby, used untyped, typed, and with a .NET delegate as the Ruby block.
using System.Diagnostics;
using Ringleader.Remoting;

const string Script = """
    require 'drb'
    class Inventory
      include DRb::DRbUndumped
      def initialize = @items = { 'apples' => 5, 'pears' => 7 }
      def count(name) = @items.fetch(name)
      def each_item = @items.each { |name, count| yield name, count }
      def search(prefix:, limit: 10) = @items.keys.select { |name| name.start_with?(prefix) }.first(limit)
    end
    DRb.start_service('druby://127.0.0.1:0', Inventory.new)
    $stdout.puts DRb.uri
    $stdout.flush
    $stdin.read
    """;

using var ruby = Process.Start(new ProcessStartInfo("ruby", ["-e", Script]) { RedirectStandardOutput = true, RedirectStandardInput = true })
    ?? throw new InvalidOperationException("ruby did not start");
var uri = await ruby.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("ruby printed no address");

// snippet: untyped
var inventory = RemoteObject.Connect(uri);
Console.WriteLine($"apples: {await inventory.CallAsync<int>("count", ["apples"])}");
// end snippet

// snippet: typed
var typed = inventory.As<IInventory>();
Console.WriteLine($"pears: {await typed.CountAsync("pears")}");
Console.WriteLine($"found: {string.Join(", ", await typed.SearchAsync(prefix: "p"))}");
// end snippet

// snippet: block
await typed.EachItemAsync((name, count) => Console.WriteLine($"  {name} = {count}"));
// end snippet

// snippet: error
try
{
    await typed.CountAsync("plums");
}
catch (RemoteException error)
{
    Console.WriteLine($"{error.RemoteType}: {error.Message}");
}
// end snippet

ruby.StandardInput.Close(); // the script ends when its input does
await ruby.WaitForExitAsync();

// snippet: contract
[RemoteContract]
public interface IInventory
{
    ValueTask<int> CountAsync(string name);

    ValueTask EachItemAsync(Action<string, int> block);

    ValueTask<IReadOnlyList<string>> SearchAsync([Keyword] string prefix, [Keyword] int limit = 10);
}
// end snippet
