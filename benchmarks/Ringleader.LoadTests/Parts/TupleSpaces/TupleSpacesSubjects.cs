using System.Globalization;
using Ringleader.LoadTests.Driving;

namespace Ringleader.LoadTests.Parts.TupleSpaces;

/// <summary>The subjects of <c>./bench tuplespaces</c>. A call is one write and one take.</summary>
internal static class TupleSpacesSubjects
{
    public const string Space = "space";
    public const string Rinda = "rinda";
    public const string SpaceOf100K = "space-100k";
    public const string RindaOf100K = "rinda-100k";
    public const string ParcelsOf1K = "parcels-1k";
    public const string ParcelsOf1M = "parcels-1m";
    public const string SpaceWithTakers = "space-takers";
    public const string Druby = "druby";
    public const string RubyDruby = "ruby-druby";
    public const string RubyClientOfOurs = "ruby-to-net";
    public const string RubyClientOfRuby = "ruby-to-ruby";
    public const string Ring = "ring";
    public const string RubyRing = "ruby-ring";

    // Beyond the tiers of the just-in-time compiler, which also takes its time: a call in process needs a microsecond.
    private const int InProcessWarmUp = 2_000_000;
    private const int DotNetWarmUp = 50_000;
    private const int RubyWarmUp = 2_000;

    // A call of a space that searches takes milliseconds, and Ruby has no tiers.
    private const int SearchWarmUp = 10;

    private static readonly int[] OneCaller = [1];
    private static readonly int[] DrubyCallers = [1, 16];

    public static IReadOnlyList<Subject> All { get; } =
    [
        InProcess(Space, "space-jobs", resident: 0),
        RubyInProcess(Rinda, resident: 0, RubyWarmUp),
        InProcess(SpaceOf100K, "space-jobs", resident: 100_000),
        RubyInProcess(RindaOf100K, resident: 100_000, SearchWarmUp),
        InProcess(ParcelsOf1K, "space-parcels", resident: 1_000),
        InProcess(ParcelsOf1M, "space-parcels", resident: 1_000_000),
        InProcess(SpaceWithTakers, "space-jobs", resident: 0, takers: 5_000),
        ServerAndClient(Druby, Server("server-space", 0, 0), ProcessRecipe.Role("client-space"), DrubyCallers, DotNetWarmUp),
        ServerAndClient(RubyDruby, RubyServer(0, 0), RubyClient(resident: 0), DrubyCallers, RubyWarmUp),
        ServerAndClient(RubyClientOfOurs, Server("server-space", 10_000, 10_000), RubyClient(resident: 10_000), OneCaller, DotNetWarmUp),
        ServerAndClient(RubyClientOfRuby, RubyServer(10_000, 10_000), RubyClient(resident: 10_000), OneCaller, SearchWarmUp),
        ServerAndClient(Ring, ProcessRecipe.Role("server-ring"), ProcessRecipe.Role("client-ring"), OneCaller, RubyWarmUp),
        ServerAndClient(RubyRing, ProcessRecipe.Ruby("ring_server.rb"), ProcessRecipe.Ruby("ring_client.rb"), OneCaller, RubyWarmUp),
    ];

    private static Subject InProcess(string name, string role, int resident, int takers = 0) => new()
    {
        Name = name,
        Client = Server(role, resident, takers),
        CallerCounts = OneCaller,
        WarmUpCalls = InProcessWarmUp,
    };

    private static Subject RubyInProcess(string name, int resident, int warmUpCalls) => new()
    {
        Name = name,
        Client = ProcessRecipe.Ruby("rinda_local.rb", Text(resident)),
        CallerCounts = OneCaller,
        WarmUpCalls = warmUpCalls,
    };

    private static Subject ServerAndClient(
        string name, ProcessRecipe server, ProcessRecipe client, IReadOnlyList<int> callerCounts, int warmUpCalls) => new()
        {
            Name = name,
            Server = server,
            Client = client,
            CallerCounts = callerCounts,
            WarmUpCalls = warmUpCalls,
        };

    private static ProcessRecipe Server(string role, int resident, int takers) => ProcessRecipe.Role(role, Text(resident), Text(takers));

    private static ProcessRecipe RubyServer(int resident, int takers) => ProcessRecipe.Ruby("rinda_server.rb", Text(resident), Text(takers));

    private static ProcessRecipe RubyClient(int resident) => ProcessRecipe.Ruby("rinda_client.rb", Text(resident));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
