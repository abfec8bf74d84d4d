namespace Ringleader.Generators.Contracts;

internal enum ResultKind
{
    Nothing,
    Value,
    Task,
    TaskOfValue,
    ValueTask,
    ValueTaskOfValue,

    /// <summary>An IAsyncEnumerable: what the method yields to its block.</summary>
    Stream,
}
