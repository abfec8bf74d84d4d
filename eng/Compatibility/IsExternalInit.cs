namespace System.Runtime.CompilerServices;

/// <summary>Lets records be written for netstandard2.0, whose framework lacks this marker.</summary>
internal static class IsExternalInit;
