namespace Ringleader.Generators.Tests.Running;

/// <summary>Declares what generated code calls and the runtime does not have yet.</summary>
internal static class RuntimeStandIns
{
    public const string Source = """
        global using Ringleader.Remoting.Contracts;
        namespace Ringleader.Remoting.Contracts
        {
            public static class CallExtensions
            {
                public static void ReturnDelegate(this IncomingCall call, System.Delegate? value, BlockInvoker invoker) => throw null!;
            }
        }
        """;
}
