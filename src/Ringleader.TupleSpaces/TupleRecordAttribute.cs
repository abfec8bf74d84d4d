namespace Ringleader.TupleSpaces;

/// <summary>
/// Makes a partial record a kind of tuple: a head that names the kind, and a field for each parameter of the record, in their
/// order. The source generator makes the record convert to a <see cref="SpaceTuple"/>, implement <see cref="ITupleRecord{TSelf}"/>,
/// and gives it <c>Where</c>, which makes templates.
/// </summary>
/// <remarks>
/// <c>[TupleRecord("job")] partial record Job(int Id, string Payload)</c> is the tuple <c>["job", 42, "p"]</c>, and
/// <c>Job.Where(id: 42)</c> the template that matches it. Parameters have the types that a contract allows: see
/// <see cref="Remoting.RemoteContractAttribute"/>.
/// </remarks>
/// <param name="head">The first field: a String, or a Symbol when it begins with a colon, as in <c>":job"</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class TupleRecordAttribute(string head) : Attribute
{
    /// <summary>The first field, with the colon of a Symbol.</summary>
    public string Head { get; } = head;
}
