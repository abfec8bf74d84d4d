using Ringleader.Remoting;

namespace Ringleader.TupleSpaces.Tests.Matching;

public sealed class TupleValueTests
{
    [Fact]
    public void A_reference_is_a_proxy_where_a_contract_is_wanted()
    {
        var elsewhere = RemoteObject.Connect("druby://127.0.0.1:1?inbox");
        SpaceTuple tuple = ["square", elsewhere];

        var inbox = tuple.Get<IInbox>(1);

        Assert.Equal(elsewhere, RemoteObject.Of(inbox));
    }

    [Fact]
    public void An_object_of_this_process_is_itself_where_a_contract_is_wanted()
    {
        var here = new Inbox();
        SpaceTuple tuple = ["square", here];

        Assert.Same(here, tuple.Get<IInbox>(1));
    }

    [Fact]
    public void A_reference_is_no_number()
    {
        SpaceTuple tuple = [RemoteObject.Connect("druby://127.0.0.1:1")];

        Assert.Throws<InvalidCastException>(() => tuple.Get<int>(0));
    }

    [RemoteContract]
    public interface IInbox
    {
        ValueTask AnswerAsync(int answer);
    }

    private sealed class Inbox : IInbox
    {
        public ValueTask AnswerAsync(int answer) => default;
    }
}
