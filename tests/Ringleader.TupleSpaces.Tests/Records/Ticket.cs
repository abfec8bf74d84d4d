using Ringleader.TupleSpaces.Tests.Matching;

namespace Ringleader.TupleSpaces.Tests.Records;

/// <summary>One field of every shape.</summary>
[TupleRecord(":ticket")]
internal readonly partial record struct Ticket(
    byte Level, Guid Number, DayOfWeek Day, DateTime Time, List<int> Seats, (int Row, string Name) Place, RegisteredPoint Point, int? Discount, object? Extra);
