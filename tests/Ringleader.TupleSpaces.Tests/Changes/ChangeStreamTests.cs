using Ringleader.TupleSpaces.Changes;

namespace Ringleader.TupleSpaces.Tests.Changes;

public sealed class ChangeStreamTests
{
    [Fact]
    public void Changes_are_numbered_from_1_and_told_in_order()
    {
        var sink = new Notes();
        var stream = new ChangeStream(sink);
        Aftermath aftermath = default;

        stream.Append(ChangeKind.Written, ["job", 1], ref aftermath);
        stream.Append(ChangeKind.Taken, ["job", 1], ref aftermath);

        Assert.Equal(["1 Written", "2 Taken"], sink.Told);
        Assert.Equal(2, stream.Revision);
    }

    [Fact]
    public void What_a_change_leaves_to_be_done_is_done_in_order()
    {
        var done = new List<int>();
        Aftermath aftermath = default;
        for (var i = 0; i < 3; i++)
        {
            aftermath.Add(new Note(i, done));
        }

        aftermath.Run();

        Assert.Equal([0, 1, 2], done);
    }

    private sealed class Notes : IChangeSink
    {
        public List<string> Told { get; } = [];

        public void Apply(in Change change, ref Aftermath aftermath) => Told.Add($"{change.Revision} {change.Kind}");
    }

    private sealed class Note(int number, List<int> done) : Deferred
    {
        internal override void Run() => done.Add(number);
    }
}
