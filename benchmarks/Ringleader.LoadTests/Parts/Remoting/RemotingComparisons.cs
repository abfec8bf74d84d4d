using Ringleader.LoadTests.Measuring;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests.Parts.Remoting;

/// <summary>The rows of <c>./bench remoting</c> and what each has to reach.</summary>
internal static class RemotingComparisons
{
    // A call costs a fraction of the CPU time that Ruby needs for it on both sides.
    private const double CpuShareOfRuby = 0.25;

    // More callers than cores must not cost throughput.
    private static readonly Target NoCollapse = new(0.9);

    public static IReadOnlyList<Comparison> All { get; } =
    [
        .. EchoOf(RemotingSubjects.Async, "echo, async"),
        .. EchoOf(RemotingSubjects.Sync, "echo, sync"),
        RubyClients(1, new(1)),
        RubyClients(8, new(1.3)),
        new(
            "marshal",
            "Marshal decode + encode / Ruby's",
            new Cell(RemotingSubjects.Marshal, 1),
            new Cell(RemotingSubjects.RubyMarshal, 1),
            new(1)),
    ];

    private static IEnumerable<Comparison> EchoOf(string ours, string measure) =>
    [
        Row($"{measure} / Ruby DRb", ours, RemotingSubjects.Ruby, 1, new(4, 12, CpuShareOfRuby)),
        Row($"{measure} / Ruby DRb", ours, RemotingSubjects.Ruby, 8, new(20, 40, CpuShareOfRuby)),
        Row($"{measure} / Ruby DRb", ours, RemotingSubjects.Ruby, 64, new(60, 200, CpuShareOfRuby)),
        Row($"{measure} / raw blocking sockets", ours, RemotingSubjects.Raw, 8, new(0.7)),
        Row($"{measure} / raw blocking sockets", ours, RemotingSubjects.Raw, 64, new(0.7)),
        Row($"{measure} / HTTP/1.1 minimal API", ours, RemotingSubjects.Http, 1, new(1.2, 3)),
        Row($"{measure} / HTTP/1.1 minimal API", ours, RemotingSubjects.Http, 8, new(1.4, 1.8)),
        Row($"{measure} / HTTP/1.1 minimal API", ours, RemotingSubjects.Http, 64, new(1.1, 1.3)),
        new($"{ours}-flat", $"{measure}, 64 callers / 8 callers", new Cell(ours, 64), new Cell(ours, 8), NoCollapse),
    ];

    // Each client is a process of its own: one Ruby process could not make enough calls to tell the servers apart.
    private static Comparison RubyClients(int callers, Target target) => new(
        $"ruby-clients-{callers}",
        "Ruby client processes, .NET server / Ruby server",
        new Cell(RemotingSubjects.RubyClientsOfOurs, callers),
        new Cell(RemotingSubjects.RubyClientsOfRuby, callers),
        target);

    private static Comparison Row(string measure, string ours, string peer, int callers, Target target) =>
        new($"{ours}-{peer}-{callers}", measure, new Cell(ours, callers), new Cell(peer, callers), target);
}
