namespace Ringleader.TupleSpaces.Ring.Members;

/// <summary>What one member answered.</summary>
internal readonly record struct Answer<T>(RingMember Member, T Value);
