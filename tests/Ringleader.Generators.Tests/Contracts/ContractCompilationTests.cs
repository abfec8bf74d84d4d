using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests.Contracts;

public sealed class ContractCompilationTests
{
    private static readonly string[] ValueTypes =
    [
        "bool", "sbyte", "byte", "short", "ushort", "int", "uint", "long",
        "ulong", "float", "double", "decimal", "char", "System.Numerics.BigInteger", "DateTime", "DateTimeOffset",
        "TimeSpan", "Guid", "DayOfWeek", "Size", "Int128", "UInt128", "(int, string)", "(int Id, (string? Name, List<Point> Path) Tail)", "KeyValues.Pair",
    ];

    private static readonly string[] ReferenceTypes =
    [
        "string", "object", "dynamic", "byte[]", "int[]", "string[][]", "string?[]", "Uri",
        "RubySymbol", "Exception", "List<int>", "IList<string>", "ICollection<string?>", "IEnumerable<Point>", "IReadOnlyList<Point?>", "IReadOnlyCollection<int?>",
        "Dictionary<string, int>", "IDictionary<RubySymbol, object?>", "IReadOnlyDictionary<string, List<(int, Point)>>", "List<Dictionary<string, int[]>>", "HashSet<string>", "ISet<int>", "IReadOnlySet<Point?>", "Version", "Point", "ICounter", "List<ICounter>", "RemoteObject",
        "Words.@class",
    ];

    [Fact]
    public void Methods_of_every_result_compile_without_warnings()
    {
        AssertCompiles("""
            [RemoteContract]
            public interface IResults
            {
                void Run();
                int Count();
                string Name();
                string? Nickname();
                Task StartAsync();
                Task<int> SumAsync(CancellationToken cancellationToken = default);
                Task<string?> FindNicknameAsync(int id, CancellationToken cancellationToken);
                ValueTask StopAsync(CancellationToken cancellationToken = default);
                ValueTask<string> DescribeAsync();
                IAsyncEnumerable<int> NumbersAsync(CancellationToken cancellationToken = default);
                IAsyncEnumerable<(int Id, string Name)> PairsAsync();
            }
            """);
    }

    [Fact]
    public void Value_types_compile_without_warnings_wherever_they_stand()
    {
        AssertCompiles(string.Concat(ValueTypes.Select((type, index) => Uses(type, $"IUses{index}") + Uses(type + "?", $"INullableUses{index}"))));
    }

    [Fact]
    public void Reference_types_compile_without_warnings_wherever_they_stand()
    {
        AssertCompiles(string.Concat(ReferenceTypes.Select((type, index) => Uses(type, $"IUses{index}") + Uses(type + "?", $"INullableUses{index}"))));
    }

    [Fact]
    public void Types_of_unknown_nullability_compile_without_warnings_wherever_they_stand()
    {
        AssertCompiles("#nullable disable\n" + string.Concat(ReferenceTypes.Select((type, index) =>
            Uses(type.Replace("?", "", StringComparison.Ordinal), $"IUses{index}"))));
    }

    [Fact]
    public void Properties_indexers_and_events_compile_without_warnings()
    {
        AssertCompiles("""
            public delegate void Moved(int x, int y);
            [RemoteContract]
            public interface IMembers
            {
                string Name { get; set; }
                string? Comment { get; }
                int Level { set; }
                bool IsReady { get; set; }
                Point this[int index] { get; set; }
                string? this[string key, int index] { get; }
                Task<int> Slow { get; }
                event Action<Point>? Changed;
                event Action Ended;
                event Moved Moved;
                event EventHandler Touched;
                event EventHandler<Point> Placed;
                event Func<int, Task>? Counted;
                event Func<int, ValueTask<bool>>? Asked;
                event EventHandler? @event;
            }
            public record Point(int X, int Y);
            """);
    }

    [Fact]
    public void Delegates_compile_without_warnings()
    {
        AssertCompiles("""
            public delegate ValueTask<string?> Choice(IReadOnlyList<string> names, CancellationToken cancellationToken);
            [RemoteContract]
            public interface IDelegates
            {
                void Each(Action<int> block);
                void EachOrNot(Action<int>? block = null);
                Task EachAsync(string name, Func<string, int, Task> block, CancellationToken cancellationToken = default);
                Task<int> FoldAsync(int seed, Func<int, int, int> fold);
                int Count(Predicate<(int, string)> matches);
                Task<string?> ChooseAsync(Choice choice);
                void Two(Action<string> onError, Func<int, ValueTask<double>> block);
                IAsyncEnumerable<int> Filtered(Func<int, bool> filter);
                Action<int> Make();
                Task<Func<int, Task<int>>?> BuildAsync();
            }
            """);
    }

    [Fact]
    public void Optional_keyword_and_params_arguments_compile_without_warnings()
    {
        AssertCompiles("""
            public enum Color { Red, Green }
            public record struct Size(int Width, int Height);
            [RemoteContract]
            public interface IArguments
            {
                void Optional(
                    int a = 1, long b = -5, string c = "x\"\n", string? d = null, double e = double.NaN, float f = 1.5f, char g = '\'',
                    decimal h = 1.10m, Color i = Color.Green, int? j = 7, int? k = null, Size l = default, bool m = true, byte n = 9,
                    Guid o = default, object? p = null, ulong q = ulong.MaxValue, long r = long.MinValue, Color? s = Color.Red);
                void Spread(string format, params object?[] arguments);
                void Numbers(CancellationToken cancellationToken, params int[] numbers);
                void Rows(params int[][] rows);
                void Keywords(int a, [Keyword] string name, [Keyword] int limit = 10, [Keyword] List<int>? @in = null, CancellationToken cancellationToken = default);
                void KeywordBlock([Keyword, RubyName("if")] bool condition, Action block);
                void Words(int @class, string @event, int value, int call, int target);
            }
            """);
    }

    [Fact]
    public void Inherited_hidden_nested_and_default_members_compile_without_warnings()
    {
        AssertCompiles("""
            public interface IRead<T> { T Value { get; } void Close(); }
            public interface IWrite : IRead<string> { new string Value { get; set; } }
            public static class Outer
            {
                [RemoteContract]
                internal interface IBoth : IWrite, IDisposable
                {
                    int Begin();
                    int Subscribe(int target);
                    string Greeting() => "hello";
                    static int Constant => 1;
                    void IRead<string>.Close() { }
                }
            }
            namespace Other { public static class Outer { [RemoteContract] public interface IBoth { } } }
            """);
    }

    private static string Uses(string type, string name) => $$"""

        [RemoteContract]
        public interface {{name}}
        {
            {{type}} Echo({{type}} value);
            Task<{{type}}> MirrorAsync({{type}} value, [Keyword] {{type}} other, CancellationToken cancellationToken);
            ValueTask<{{type}}> RepeatAsync({{type}} value, params {{type}}[] more);
            IAsyncEnumerable<{{type}}> AllAsync();
            {{type}} Current { get; set; }
            void Block(Func<{{type}}, {{type}}> block);
            void TaskBlock(Func<{{type}}, Task<{{type}}>> block);
            event Action<{{type}}> Changed;
            {{type}} this[{{type}} key] { get; set; }
        }
        """;

    private static void AssertCompiles(string source)
    {
        var run = GeneratorRun.Of(source + """

            #nullable enable
            [RemoteContract] public interface ICounter { int Next(); }
            public static class KeyValues { public record struct Pair(int Key, string Value); }
            namespace Words { public record @class(int X); }
            """ + (source.Contains("record Point", StringComparison.Ordinal) ? "" : "\npublic record Point(int X, int Y);")
            + (source.Contains("record struct Size", StringComparison.Ordinal) ? "" : "\npublic record struct Size(int Width, int Height);"));

        run.AssertClean();
    }
}
