namespace Ringleader.Remoting.Marshal;

/// <summary>Stands in the table of objects for a value that does not exist before all of its members are read.</summary>
internal sealed class UnfinishedObject(string className)
{
    public string ClassName { get; } = className;
}
