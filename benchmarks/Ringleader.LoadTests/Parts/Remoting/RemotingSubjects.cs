using Ringleader.LoadTests.Driving;

namespace Ringleader.LoadTests.Parts.Remoting;

/// <summary>The subjects of <c>./bench remoting</c>.</summary>
internal static class RemotingSubjects
{
    public const string Async = "async";
    public const string Sync = "sync";
    public const string Ruby = "ruby";
    public const string Raw = "raw";
    public const string Http = "http";
    public const string RubyClientsOfOurs = "ruby-to-net";
    public const string RubyClientsOfRuby = "ruby-to-ruby";
    public const string Marshal = "marshal";
    public const string RubyMarshal = "ruby-marshal";

    // Past the tiers of the just-in-time compiler: measured earlier, a .NET peer shows a tenth of what it can do.
    private const int DotNetWarmUp = 50_000;
    private const int RubyWarmUp = 2_000;
    private const int MarshalWarmUp = 500;

    private static readonly int[] EchoCallers = [1, 8, 64];
    private static readonly int[] RubyCallers = [1, 8];

    public static IReadOnlyList<Subject> All { get; } =
    [
        DotNetEcho(Async),
        DotNetEcho(Sync),
        DotNetEcho(Raw),
        DotNetEcho(Http),
        new Subject
        {
            Name = Ruby,
            Server = ProcessRecipe.Ruby("echo_server.rb"),
            Client = ProcessRecipe.Ruby("echo_client.rb"),
            CallerCounts = EchoCallers,
            WarmUpCalls = RubyWarmUp,
        },
        RubyClientsOf(RubyClientsOfOurs, ProcessRecipe.Role("server-sync")),
        RubyClientsOf(RubyClientsOfRuby, ProcessRecipe.Ruby("echo_server.rb")),
        Codec(Marshal, ProcessRecipe.Role("marshal")),
        Codec(RubyMarshal, ProcessRecipe.Ruby("marshal_client.rb")),
    ];

    private static Subject DotNetEcho(string name) => new()
    {
        Name = name,
        Server = ProcessRecipe.Role($"server-{name}"),
        Client = ProcessRecipe.Role($"client-{name}"),
        CallerCounts = EchoCallers,
        WarmUpCalls = DotNetWarmUp,
    };

    private static Subject RubyClientsOf(string name, ProcessRecipe server) => new()
    {
        Name = name,
        Server = server,
        Client = ProcessRecipe.Ruby("echo_client.rb"),
        CallerCounts = RubyCallers,
        HasProcessPerCaller = true,
        WarmUpCalls = DotNetWarmUp,
    };

    private static Subject Codec(string name, ProcessRecipe client) => new()
    {
        Name = name,
        Client = client,
        WorkFile = ProcessRecipe.Ruby("marshal_document.rb"),
        CallerCounts = [1],
        WarmUpCalls = MarshalWarmUp,
    };
}
