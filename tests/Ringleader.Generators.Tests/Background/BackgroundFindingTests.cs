namespace Ringleader.Generators.Tests.Background;

public sealed class BackgroundFindingTests
{
    [Theory]
    [InlineData("class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private void GoNow() { } }", "RING017", "'N'. Declare it as partial")]
    [InlineData("class Outer { partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private void GoNow() { } } }", "RING017", "'Outer'. Declare it as partial")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public Task Go() => Task.CompletedTask; private void GoNow() { } }", "RING017", "put the work in a method named 'GoNowAsync'")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); public partial Task Go() => Task.CompletedTask; private void GoNow() { } }", "RING017", "Declare it as partial and without one")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public static partial Task Go(); private void GoNow() { } }", "RING017", "Remove 'static'")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go<T>(); private void GoNow() { } }", "RING017", "it is generic")]
    [InlineData("partial class N<T>(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private void GoNow() { } }", "RING017", "class is generic")]
    [InlineData("partial struct N { [Background(\"n\")] public partial Task Go(); private void GoNow() { } }", "RING017", "only a class")]
    [InlineData("file partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private void GoNow() { } }", "RING017", "Make it internal")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(ref int a); private void GoNow(int a) { } }", "RING017", "'a' is ref, out")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(out int a); private void GoNow(int a) { } }", "RING017", "'a' is ref, out")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(Span<int> a); private void GoNow(Span<int> a) { } }", "RING017", "a ref struct")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(JobContext a); private void GoNow(JobContext a) { } }", "RING017", "is a JobContext")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(JobOptions a, JobOptions b); private void GoNow() { } }", "RING017", "'JobOptions' twice")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(CancellationToken a, CancellationToken b); private void GoNow() { } }", "RING017", "'CancellationToken' twice")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial ValueTask Go(); private void GoNow() { } }", "RING017", "Task<JobReceipt> or Task")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task<int> Go(); private void GoNow() { } }", "RING017", "Task<JobReceipt> or Task")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task GoAsync(int a, CancellationToken b); }", "RING018", "Add 'Task GoNowAsync(int a)'")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(int a); private void GoNow(string a) { } }", "RING018", "has to be 'Task GoNowAsync(int a)'")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(string? a); private void GoNow(string a) { } }", "RING018", "other parameters")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(int a); private void GoNow(ref int a) { } }", "RING018", "other parameters")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(int a); private void GoNow<T>(int a) { } }", "RING018", "other parameters")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private int GoNow() => 1; }", "RING018", "returns 'int'")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private async void GoNow() => await Task.Yield(); }", "RING018", "void if it is not async")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(); private void GoNow() { } private void GoNowAsync() { } }", "RING018", "could both do it")]
    [InlineData("partial class N { [Background(\"n\")] public partial Task Go(); private void GoNow() { } }", "RING019", "class N(JobClient jobs)")]
    [InlineData("partial class N(JobClient a) { private readonly JobClient _a = a; private readonly JobClient _b = a; [Background(\"n\")] public partial Task Go(); private void GoNow() { } }", "RING019", "'_a' and '_b'")]
    [InlineData("partial class N(JobClient jobs) { [Background(\"n\")] public partial Task Go(int jobs); private void GoNow(int jobs) { } }", "RING019", "hides the JobClient")]
    public void Method_that_cannot_be_enqueued_is_reported_with_a_remedy(string source, string rule, string remedy)
    {
        var finding = Assert.Single(BackgroundRun.Of(source).Findings);

        Assert.Equal(rule, finding.Id);
        Assert.Contains(remedy, finding.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void One_method_with_a_finding_does_not_take_the_others_with_it()
    {
        var run = BackgroundRun.Of("partial class N(JobClient jobs) { [Background(\"a\")] public partial Task Go(); [Background(\"b\")] public partial Task Run(); private void RunNow() { } }");

        Assert.Equal(["RING018 at Go"], run.FindingsWithPlaces);
        Assert.Contains("RunNow", run.Text, StringComparison.Ordinal);
    }
}
