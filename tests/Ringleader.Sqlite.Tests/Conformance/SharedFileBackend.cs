namespace Ringleader.Sqlite.Tests.Conformance;

/// <summary>Three stores on each file, which know of one another only through it.</summary>
public sealed class SharedFileBackend : SqliteBackend
{
    protected override int StoresPerFile => 3;
}
