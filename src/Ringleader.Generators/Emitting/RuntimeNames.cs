namespace Ringleader.Generators.Emitting;

/// <summary>The runtime's types as generated code names them.</summary>
internal static class RuntimeNames
{
    public const string Remoting = "global::Ringleader.Remoting.";
    public const string Contracts = Remoting + "Contracts.";
    public const string Marshal = Remoting + "Marshal.";

    public const string RemoteObject = Remoting + "RemoteObject";
    public const string RemoteProxy = Contracts + "RemoteProxy";
    public const string RemoteDispatcher = Contracts + "RemoteDispatcher";
    public const string RemoteMethod = Contracts + "RemoteMethod";
    public const string RemoteContracts = Contracts + "RemoteContracts";
    public const string RemoteConvert = Contracts + "RemoteConvert";
    public const string IncomingCall = Contracts + "IncomingCall";
    public const string BlockInvoker = Contracts + "BlockInvoker";
    public const string ResultReader = Contracts + "ResultReader";

    public const string NotNull = RemoteConvert + ".NotNull";
    public const string RubyTypeMapping = Marshal + "RubyTypeMapping";
    public const string RubyTypeKind = Marshal + "RubyTypeKind";
    public const string RubyTypeRegistry = Marshal + "RubyTypeRegistry";
    public const string RubyMembers = Marshal + "RubyMembers";
    public const string RubyMemberWriter = Marshal + "RubyMemberWriter";

    public const string RubySymbol = Marshal + "RubySymbol";

    public const string TupleSpaces = "global::Ringleader.TupleSpaces.";
    public const string SpaceTuple = TupleSpaces + "SpaceTuple";
    public const string Template = TupleSpaces + "Template";
    public const string Field = TupleSpaces + "Field";
    public const string TupleRecord = TupleSpaces + "ITupleRecord";

    public const string Stubs = "global::Ringleader.Jobs.Stubs.";
    public const string BackgroundMethods = Stubs + "IBackgroundMethods";
    public const string BackgroundMethod = Stubs + "BackgroundMethod";

    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string Bytes = "global::System.ReadOnlySpan<byte>";
}
