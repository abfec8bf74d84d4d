using System.Runtime.CompilerServices;
using Ringleader.Remoting.Contracts;

namespace Ringleader.Remoting.Objects;

/// <summary>
/// The block behind each delegate that crossed the wire: of one that was sent, so that the same delegate keeps the same id, and of
/// one that arrived, so that it goes on as the reference that it came as. Thread-safe.
/// </summary>
internal static class DelegateBlocks
{
    private static readonly ConditionalWeakTable<Delegate, LocalBlock> Sent = [];
    private static readonly ConditionalWeakTable<Delegate, RemoteBlock> Received = [];

    /// <summary>The block of a delegate whose parameters are known.</summary>
    public static LocalBlock For(Delegate target, BlockInvoker invoker) => Sent.GetValue(target, key => new LocalBlock(key, invoker));

    /// <summary>The block of any delegate.</summary>
    public static LocalBlock For(Delegate target) => For(target, UntypedBlock.InvokeAsync);

    /// <summary>What is sent for a delegate whose parameters are known.</summary>
    public static object ToSend(Delegate target, BlockInvoker invoker) => RemoteOf(target) is { } remote ? remote : For(target, invoker);

    /// <summary>Remembers that a delegate calls a peer's block.</summary>
    public static void Add(Delegate received, RemoteBlock block) => Received.AddOrUpdate(received, block);

    /// <summary>The peer's block that a delegate calls, or null for a delegate of this process.</summary>
    public static RemoteBlock? RemoteOf(Delegate target) => Received.TryGetValue(target, out var block) ? block : null;
}
