namespace Ringleader.TupleSpaces.Tests.Records;

[TupleRecord("job")]
internal sealed partial record Job(int Id, string? Payload);
