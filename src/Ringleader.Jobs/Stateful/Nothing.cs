namespace Ringleader.Jobs.Stateful;

/// <summary>The argument of a method that takes none, and the result of one that gives none.</summary>
internal readonly record struct Nothing;
