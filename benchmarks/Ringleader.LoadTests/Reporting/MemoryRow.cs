namespace Ringleader.LoadTests.Reporting;

/// <summary>How many bytes one of something takes, and how many it may.</summary>
internal sealed record MemoryRow(string Measure, double Bytes, double MostBytes)
{
    public bool IsReached => Bytes <= MostBytes;
}
