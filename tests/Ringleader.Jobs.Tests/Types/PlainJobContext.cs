using System.Data.Common;

namespace Ringleader.Jobs.Tests.Types;

/// <summary>An attempt without a worker: it has a stop token and, where a test gives some, services.</summary>
internal sealed class PlainJobContext(IServiceProvider? services = null, CancellationToken stop = default) : JobContext
{
    public override JobId Id => new(1);

    public override int Attempt => 1;

    public override int MaxAttempts => 1;

    public override long Term => 1;

    public override int Version => 1;

    public override string Queue => "default";

    public override IReadOnlyList<string> Tags => [];

    public override CancellationToken Stop => stop;

    public override JobClient Jobs => throw new InvalidOperationException("There is no store.");

    public override IServiceProvider Services => services ?? throw new InvalidOperationException("There is no container.");

    public override void Report(double progress, string? note = null)
    {
    }

    public override string? GetState(string name) => null;

    public override ValueTask SetStateAsync(string name, string? value, CancellationToken cancellationToken = default) => default;

    public override ValueTask CompleteAsync(DbTransaction transaction, CancellationToken cancellationToken = default) => default;
}
