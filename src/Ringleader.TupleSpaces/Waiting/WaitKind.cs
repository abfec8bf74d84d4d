namespace Ringleader.TupleSpaces.Waiting;

/// <summary>What a waiting call does with the tuple.</summary>
internal enum WaitKind
{
    Read,
    Take,
    Lease,
    Replace,
}
