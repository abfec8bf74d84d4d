using System.Runtime.CompilerServices;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Objects;

/// <summary>The block of each delegate that was sent, so that the same delegate keeps the same id. Thread-safe.</summary>
internal static class DelegateBlocks
{
    private static readonly ConditionalWeakTable<Delegate, LocalBlock> Blocks = [];

    /// <summary>The block of a delegate whose parameters are known.</summary>
    public static LocalBlock For(Delegate target, BlockInvoker invoker) => Blocks.GetValue(target, key => new LocalBlock(key, invoker));

    /// <summary>The block of any delegate.</summary>
    public static LocalBlock For(Delegate target) => For(target, UntypedBlock.InvokeAsync);
}
