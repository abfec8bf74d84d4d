namespace Ringleader.Generators;

/// <summary>Names of the generators' steps, by which tests see what was taken from the cache.</summary>
internal static class StepNames
{
    public const string Contracts = "Contracts";
    public const string RubyTypes = "RubyTypes";
    public const string TupleRecords = "TupleRecords";
    public const string DistributedClasses = "DistributedClasses";
    public const string Registrations = "Registrations";
    public const string BackgroundClasses = "BackgroundClasses";
}
