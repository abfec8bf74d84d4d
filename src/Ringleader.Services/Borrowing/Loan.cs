using Ringleader.Services.Registry;
using Ringleader.TupleSpaces;

namespace Ringleader.Services.Borrowing;

/// <summary>A registration that was taken, and the board that it goes back to.</summary>
internal sealed record Loan(RingBoard Board, Provider Provider, ITakenTuple Taken)
{
    /// <summary>
    /// Gives the registration back. Where the board has it again already it is let go: one of Ruby cannot tell a loan from a loss, so
    /// the provider has registered anew. When the board does not answer, the lease ends by itself.
    /// </summary>
    public async ValueTask EndAsync()
    {
        var isBack = await Board.AskAsync(
            (space, token) => space.CountAsync(ServiceTuple.Exactly(Taken.Tuple), token), CancellationToken.None).ConfigureAwait(false);
        await Board.AskAsync(
            (_, token) => isBack.Value > 0 ? Taken.CommitAsync(token) : Taken.ReturnAsync(token), CancellationToken.None).ConfigureAwait(false);
    }
}
