namespace Ringleader.LoadTests.Roles.TupleSpaces;

/// <summary>Bytes per resident tuple, as one line of JSON.</summary>
/// <param name="Heap">Of the collected heap.</param>
/// <param name="Resident">By which the process grew, as the operating system sees it.</param>
internal sealed record SpaceMemory(double Heap, double Resident);
