namespace Ringleader.Generators.Tests.TupleRecords;

public sealed class TupleRecordFindingTests
{
    [Theory]
    [InlineData("[TupleRecord(\"job\")] public partial class Job { }", "RING016 at Job")]
    [InlineData("[TupleRecord(\"job\")] public partial class Job(int id);", "RING016 at Job")]
    [InlineData("[TupleRecord(\"job\")] public partial record Job;", "RING016 at Job")]
    [InlineData("[TupleRecord(\"job\")] public record Job(int Id);", "RING016 at Job")]
    [InlineData("public class Outer { [TupleRecord(\"job\")] public partial record Job(int Id); }", "RING016 at Job")]
    [InlineData("[TupleRecord(\"job\")] public partial record Job<T>(int Id);", "RING016 at Job")]
    [InlineData("public partial class Outer<T> { [TupleRecord(\"job\")] public partial record Job(int Id); }", "RING016 at Job")]
    [InlineData("[TupleRecord(\"job\")] public abstract partial record Job(int Id);", "RING016 at Job")]
    [InlineData("[TupleRecord(\"job\")] file partial record Job(int Id);", "RING016 at Job")]
    [InlineData("[TupleRecord(\"\")] public partial record Job(int Id);", "RING016 at Job")]
    [InlineData("[TupleRecord(\":\")] public partial record Job(int Id);", "RING016 at Job")]
    [InlineData("[TupleRecord(\"job\")] public partial record Job(System.IO.Stream Log);", "RING005 at Log")]
    [InlineData("[TupleRecord(\"job\")] public partial record Job(int Id, Action Log);", "RING005 at Log")]
    public void Type_that_cannot_be_a_tuple_is_reported(string source, string expected)
    {
        Assert.Equal([expected], TupleRecordRun.Of(source).FindingsWithPlaces);
    }
}
