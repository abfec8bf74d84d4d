using Ringleader.Generators.Tests.Running;

namespace Ringleader.Generators.Tests.Distributed;

public sealed class DistributedTests
{
    /// <summary>What the part Services has, so that these tests do not need it.</summary>
    private const string Runtime = """
        namespace Ringleader.Services
        {
            [AttributeUsage(AttributeTargets.Class)] public sealed class DistributedAttribute : Attribute { }
            public interface IDistributed { static abstract string ClassName { get; } }
            public sealed class DistributedClass<T> where T : class, IDistributed { }
        }
        """;

    [Fact]
    public void Class_gets_a_name_and_two_dispatchers_that_are_registered()
    {
        var run = Of("""
            namespace App
            {
                [Ringleader.Services.Distributed]
                public partial class User(string name)
                {
                    public static int Count => 1;
                    public string Name => name;
                }
            }
            """);

        run.AssertClean();
        Assert.Contains("partial class User : Services.IDistributed", run.Brief, StringComparison.Ordinal);
        Assert.Contains("class UserDispatcher", run.Brief, StringComparison.Ordinal);
        Assert.Contains("class UserClassDispatcher", run.Brief, StringComparison.Ordinal);
        Assert.Contains("RemoteContracts.Register<Services.DistributedClass<App.User>>", run.Brief, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_public_members_that_the_class_declares_are_offered()
    {
        var run = Of("""
            public class Person { public void Inherited() { } public virtual void Overridden() { } }

            [Ringleader.Services.Distributed]
            public partial class User : Person, IDisposable
            {
                private User(int secret) { }
                public User() { }
                public User(string name, int age = 1) { }
                public override void Overridden() { }
                public override string ToString() => "";
                internal void Hidden() { }
                public string this[int index] => "";
                public int Readable { get; private set; }
                public int Fixed { get; init; }
                public int Open { get; set; }
                public event Action? Changed { add { } remove { } }
                public static User operator +(User one, User other) => one;
                public static async Task<User?> FindByIdAsync(int id, CancellationToken cancellationToken = default) { await Task.Yield(); return null; }
                public const int Constant = 1;
                public static readonly int Field = 1;
                void IDisposable.Dispose() { }
            }
            """);

        run.AssertClean();
        var names = System.Text.RegularExpressions.Regex.Matches(run.Text, "SequenceEqual\\(method, \"([^\"]+)\"u8\\)").Select(match => match.Groups[1].Value);
        Assert.Equal(["[]", "find_by_id", "fixed", "new", "off_changed", "on_changed", "open", "open=", "readable"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Abstract_class_offers_no_constructors()
    {
        var run = Of("[Ringleader.Services.Distributed] public abstract partial class Shape { public Shape() { } public static int Count => 0; }");

        run.AssertClean();
        Assert.DoesNotContain("\"new\"u8", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Record_offers_what_it_declares_and_no_copying()
    {
        var run = Of("[Ringleader.Services.Distributed] public sealed partial record Point(int X) { public int Twice() => X * 2; }");

        run.AssertClean();
        Assert.Contains("\"twice\"u8", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("deconstruct", run.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Ringleader.Services.Distributed] public class User { }", "RING015 at User")]
    [InlineData("[Ringleader.Services.Distributed] public static partial class User { }", "RING015 at User")]
    [InlineData("[Ringleader.Services.Distributed] public partial class User<T> { }", "RING015 at User")]
    [InlineData("public class Outer { [Ringleader.Services.Distributed] public partial class User { } }", "RING015 at User")]
    [InlineData("[Ringleader.Services.Distributed] file partial class User { }", "RING015 at User")]
    [InlineData("[Ringleader.Services.Distributed] public partial class User { public void Put(System.IO.Stream value) { } }", "RING005 at value")]
    [InlineData("[Ringleader.Services.Distributed] public partial class User { public User(int a) { } public User(string a) { } }", "RING006 at User")]
    [InlineData("[Ringleader.Services.Distributed] public partial class User { public static User New() => new(); }", "RING006 at User")]
    public void Class_that_cannot_be_offered_is_reported(string source, string expected)
    {
        var run = Of(source);

        Assert.Equal([expected], run.FindingsWithPlaces);
    }

    private static GeneratorRun Of(string source) => GeneratorRun.Of([source, Runtime], []);
}
