namespace Ringleader.Generators.Types;

internal static class AttributeNames
{
    public const string RemoteContract = "Ringleader.Remoting.RemoteContractAttribute";
    public const string RubyType = "Ringleader.Remoting.RubyTypeAttribute";
    public const string TupleRecord = "Ringleader.TupleSpaces.TupleRecordAttribute";
    public const string RubyName = "Ringleader.Remoting.RubyNameAttribute";
    public const string Distributed = "Ringleader.Services.DistributedAttribute";
    public const string Job = "Ringleader.Jobs.JobAttribute";
    public const string Background = "Ringleader.Jobs.BackgroundAttribute";
    public const string Positional = "Ringleader.Remoting.PositionalAttribute";
    public const string Keyword = "Ringleader.Remoting.KeywordAttribute";
}
