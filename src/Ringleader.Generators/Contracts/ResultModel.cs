using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>What a member or delegate returns.</summary>
/// <param name="Kind">How the result is awaited.</param>
/// <param name="Type">The type of the value or of a stream's items; null where there is none.</param>
internal sealed record ResultModel(ResultKind Kind, WireType? Type)
{
    public static ResultModel Nothing { get; } = new(ResultKind.Nothing, null);

    /// <summary>The signature, when the value is a delegate.</summary>
    public DelegateModel? Delegate { get; init; }

    /// <summary>The type of the value, where there is one.</summary>
    public WireType Value => Type ?? throw new InvalidOperationException($"A result of kind {Kind} has no value.");

    public bool IsAsync => Kind is not (ResultKind.Nothing or ResultKind.Value);

    /// <summary>The type as it is declared.</summary>
    public string FullName => Kind switch
    {
        ResultKind.Nothing => "void",
        ResultKind.Value => Value.FullName,
        ResultKind.Task => "global::System.Threading.Tasks.Task",
        ResultKind.TaskOfValue => $"global::System.Threading.Tasks.Task<{Value.FullName}>",
        ResultKind.ValueTask => "global::System.Threading.Tasks.ValueTask",
        ResultKind.ValueTaskOfValue => $"global::System.Threading.Tasks.ValueTask<{Value.FullName}>",
        _ => $"global::System.Collections.Generic.IAsyncEnumerable<{Value.FullName}>",
    };
}
