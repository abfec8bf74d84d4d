using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests.RubyTypes;

public sealed class RubyTypeMappingTests
{
    [Fact]
    public void Positional_record_is_written_and_built_by_its_parameters()
    {
        var text = Generate("[RubyType(\"Shop::Point\")] public record Point(int X, double UnitPrice = 1.5);");

        Assert.Contains(": base(\"Shop::Point\", typeof(Point), RubyTypeKind.Object)", text, StringComparison.Ordinal);
        Assert.Contains("public override int MemberCount => 2;", text, StringComparison.Ordinal);
        Assert.Contains(
            """
                    int member0 = RubyConvert.ToInt32(members.Require("x"));
                    double member1 = members.TryGet("unit_price", out var value1) ? RubyConvert.ToDouble(value1) : (double)(1.5D);
                    var result = new Point(X: member0, UnitPrice: member1);
                    return result;
            """,
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            """
                    var member0 = source.X;
                    writer.Write("x", (long)member0);
                    var member1 = source.UnitPrice;
                    writer.Write("unit_price", member1);
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Init_property_is_required_unless_it_may_be_null()
    {
        var text = Generate("[RubyType(\"A\")] public class Item { public required int Id { get; init; } public string? Label { get; init; } }");

        Assert.Contains("int member0 = RubyConvert.ToInt32(members.Require(\"id\"));", text, StringComparison.Ordinal);
        Assert.Contains(
            """
                    members.TryGet("label", out var value1);
                    string? member1 = RubyConvert.ToText(value1);
                    var result = new Item() { Id = member0, Label = member1 };
            """,
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Settable_property_keeps_its_initial_value_when_it_was_not_sent()
    {
        var text = Generate("[RubyType(\"A\")] public class Item { public int Level { get; set; } = 3; }");

        Assert.Contains(
            """
                    var result = new Item();
                    if (members.TryGet("level", out var value0))
                    {
                        result.Level = RubyConvert.ToInt32(value0);
                    }
            """,
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public int Sum => X + 1;")]
    [InlineData("public int Secret { get; private set; }")]
    [InlineData("private int Hidden { get; set; }")]
    [InlineData("public static int Shared { get; set; }")]
    [InlineData("public int this[int index] { get => 1; set { } }")]
    [InlineData("public int WriteOnly { set { } }")]
    [InlineData("public int Field;")]
    public void Property_that_cannot_be_read_and_restored_is_no_member(string member)
    {
        var text = Generate("[RubyType(\"A\")] public record Item(int X) { " + member + " }");

        Assert.Contains("public override int MemberCount => 1;", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public record Item([property: RubyName(\"given\")] int X);")]
    [InlineData("public record Item([RubyName(\"given\")] int X);")]
    [InlineData("public class Item { [RubyName(\"given\")] public int X { get; set; } }")]
    public void Member_name_can_be_given(string declaration)
    {
        Assert.Contains("writer.Write(\"given\", ", Generate("[RubyType(\"A\")] " + declaration), StringComparison.Ordinal);
    }

    [Fact]
    public void Longest_constructor_whose_parameters_are_members_is_chosen()
    {
        var text = Generate("""
            [RubyType("A")] public class Item
            {
                public Item(int x) { X = x; Y = ""; }
                public Item(int x, string y) { X = x; Y = y; }
                public Item(int x, string y, System.IO.Stream log) { X = x; Y = y; }
                public int X { get; }
                public string Y { get; }
            }
            """);

        Assert.Contains("new Item(x: member0, y: member1);", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_may_take_a_wider_type_than_the_property_has()
    {
        var run = GeneratorRun.Of("""
            [RubyType("A")] public class Item(IEnumerable<int> numbers) { public IReadOnlyList<int> Numbers { get; } = [.. numbers]; }
            """);

        run.AssertClean();
        Assert.Contains("new Item(numbers: member0);", run.Brief, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_base_types_come_first()
    {
        var text = Generate("""
            public abstract record Shape(string Name) { public abstract int Sides { get; init; } }
            [RubyType("Square")] public record Square(string Name, int Width) : Shape(Name) { public override int Sides { get; init; } = 4; }
            """);

        Assert.Matches("(?s)writer.Write\\(\"name\".*writer.Write\\(\"sides\".*writer.Write\\(\"width\"", text);
    }

    [Fact]
    public void Struct_kind_is_taken_from_the_attribute()
    {
        Assert.Contains(
            "RubyTypeKind.Struct)",
            Generate("[RubyType(\"A\", IsStruct = true)] public record struct Size(int Width, int Height);"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class Failure(string message) : Exception(message);", "new Failure(message: members.Message ?? members.ClassName);")]
    [InlineData(
        "class Failure(string message, Exception? cause = null) : InvalidOperationException(message, cause);",
        "new Failure(message: members.Message ?? members.ClassName, cause: null);")]
    [InlineData(
        "class Failure(string sku, string message = \"gone\") : Exception(message) { public string Sku { get; } = sku; }",
        "new Failure(message: members.Message ?? \"gone\", sku: member0);")]
    [InlineData("class Failure(int code) : Exception($\"code {code}\") { public int Code { get; } = code; }", "new Failure(code: member0);")]
    [InlineData("class Failure : Exception;", "new Failure();")]
    public void Exception_gets_its_message_back(string declaration, string expected)
    {
        var run = GeneratorRun.Of("[RubyType(\"Failure\")] public sealed " + declaration);

        run.AssertClean();
        Assert.Contains(expected, run.Brief, StringComparison.Ordinal);
        Assert.Contains("RubyTypeKind.Exception)", run.Brief, StringComparison.Ordinal);
        Assert.DoesNotContain("h_result", run.Brief, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_of_every_form_compile_without_warnings()
    {
        var run = GeneratorRun.Of("""
            namespace Shop
            {
                [RubyType("A")] public record A(int X, string? Y = null, List<(int, A?)>? Z = null);
                [RubyType("B")] public record struct B(byte X, DateTimeOffset When, DayOfWeek Day);
                [RubyType("C")] public readonly struct C(int x) { public int X { get; } = x; }
                [RubyType("D")] public class D { public int? X { get; set; } public D? Next { get; set; } [Obsolete] public int Old { get; set; } }
                [RubyType("E")] public sealed class E(string message) : Exception(message) { public required Guid Id { get; init; } public decimal Price { get; set; } }
                [RubyType("F")] internal record F(IEnumerable<float> X, Dictionary<string, object?> Y, ICounter Z, byte[] W);
                [RubyType("G")] public class G { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public G(int x) { X = x; } public required int X { get; init; } }
                [RubyType("H")] public class H(int x) { public required int X { get; init; } = x; }
                [RubyType("I")] public struct I { public int X { get; set; } }
                [RubyType("J")] public record J;
                [RubyType("K")] public record @class(int @event, int @value) { public class Inner { [RubyType("K::Inner")] internal record K(uint @new); } }
                [RemoteContract] public interface ICounter { A Get(B b, C? c, List<D> d); }
            }
            namespace Ringleader.Generated { [RubyType("L")] public record L(int X); }
            #nullable disable
            [RubyType("M")] public record M(string X, List<string> Y, Dictionary<string, M> Z);
            [RubyType("N")] public class N { public string X { get; set; } public string[] Y { get; init; } }
            """);

        run.AssertClean();
    }

    private static string Generate(string source) => GeneratorRun.Of(source).Brief;
}
