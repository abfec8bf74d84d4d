namespace Ringleader.Remoting;

/// <summary>
/// Marks an interface whose members may be called from other processes. The source generator writes its proxy and its
/// dispatcher. Objects that implement it travel by reference, and only its members can be called on them.
/// </summary>
/// <remarks>
/// Names become Ruby's: <c>FindAsync</c> is <c>find</c>, a boolean <c>IsReady</c> is <c>ready?</c>, the setter of
/// <c>Name</c> is <c>name=</c>, an indexer is <c>[]</c> and <c>[]=</c>, and an event <c>Changed</c> is <c>on_changed</c> and
/// <c>off_changed</c>. Override a name with <see cref="RubyNameAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class RemoteContractAttribute : Attribute;
