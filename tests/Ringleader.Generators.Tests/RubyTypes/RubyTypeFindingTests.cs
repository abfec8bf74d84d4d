using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests.RubyTypes;

public sealed class RubyTypeFindingTests
{
    [Theory]
    [InlineData("[RubyType(\"A\")] public record Item<T>(T X);", "RING012 at Item")]
    [InlineData("public class Outer { [RubyType(\"A\")] private record Item(int X); }", "RING012 at Item")]
    [InlineData("[RubyType(\"A\")] file record Item(int X);", "RING012 at Item")]
    [InlineData("[RubyType(\"A\")] public static class Item { }", "RING012 at Item")]
    [InlineData("[RubyType(\"A\")] public abstract record Item(int X);", "RING012 at Item")]
    [InlineData("[RubyType(\"A\")] public ref struct Item { }", "RING012 at Item")]
    [InlineData("[RubyType(\"item\")] public record Item(int X);", "RING012 at Item")]
    [InlineData("[RubyType(\"Shop::\")] public record Item(int X);", "RING012 at Item")]
    [InlineData("[RubyType(\"Shop.Item\")] public record Item(int X);", "RING012 at Item")]
    [InlineData("[RubyType(\"DRb::DRbObject\")] public record Item(int X);", "RING012 at Item")]
    [InlineData("[RubyType(\"Failure\", IsStruct = true)] public class Item : Exception;", "RING012 at Item")]
    [InlineData("[RubyType(\"A\")] public class Item { private Item() { } public int X { get; set; } }", "RING013 at Item")]
    [InlineData("[RubyType(\"A\")] public class Item(System.IO.Stream log) { public int X { get; set; } }", "RING013 at Item")]
    [InlineData("[RubyType(\"A\")] public class Item(ref int x) { public int X { get; set; } = x; }", "RING013 at Item")]
    [InlineData("[RubyType(\"A\")] public class Item { public required int X; }", "RING013 at Item")]
    [InlineData("[RubyType(\"A\")] public record Item(System.IO.Stream X);", "RING005 at X")]
    [InlineData("[RubyType(\"A\")] public record Item(Action X);", "RING005 at X")]
    [InlineData("[RubyType(\"A\")] public record Item(int X, [property: RubyName(\"x\")] int Y);", "RING006 at Y")]
    [InlineData("[RubyType(\"A\")] public record Item([property: RubyName(\"x?\")] int X);", "RING008 at X")]
    [InlineData("[RubyType(\"A\")] public record One(int X); [RubyType(\"A\")] public record Two(int X);", "RING014 at Two")]
    public void Type_that_cannot_be_registered_is_reported(string source, string expected)
    {
        Assert.Equal([expected], GeneratorRun.Of(source).FindingsWithPlaces);
    }
}
