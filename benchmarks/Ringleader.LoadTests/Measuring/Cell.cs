namespace Ringleader.LoadTests.Measuring;

/// <summary>What is measured once per round: a subject with a number of callers.</summary>
internal sealed record Cell(string Subject, int Callers)
{
    public override string ToString() => $"{Subject} × {Callers}";
}
