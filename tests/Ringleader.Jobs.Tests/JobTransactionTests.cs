using Ringleader.Conformance.Jobs.History;
using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Tests.Calls;
using Ringleader.Jobs.Tests.Enqueuing;

namespace Ringleader.Jobs.Tests;

/// <summary>What the client hands to a store's transaction; that it is one, the suites of the databases show.</summary>
public sealed class JobTransactionTests : IAsyncDisposable
{
    private readonly InMemoryJobStore _memory = new();
    private readonly PlainTransaction _transaction = new();
    private readonly List<IReadOnlyList<NewJob>> _enqueued = [];
    private readonly ITransactionalJobStore _store;
    private readonly JobTransaction _jobs;
    private Exception? _fault;

    public JobTransactionTests()
    {
        _store = InterceptedJobStore.Around<ITransactionalJobStore>(_memory, (jobs, _) =>
        {
            _enqueued.Add(jobs);
            return _fault is null ? Task.CompletedTask : Task.FromException(_fault);
        });
        _jobs = new JobClient(_store, new JobRegistry().AddJob<Step>().AllowCalls<IVideos>("video")).In(_transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _memory.DisposeAsync();
    }

    [Fact]
    public async Task Every_way_of_enqueuing_goes_through_the_transaction()
    {
        await _jobs.EnqueueAsync(new Step("one"));
        await _jobs.EnqueueAllAsync([new Step("two"), new Step("three")]);
        await _jobs.EnqueueRawAsync("raw", "{}"u8.ToArray());
        await _jobs.SendLaterAsync<IVideos>(videos => videos.EncodeAsync(1));
        await _jobs.SendLaterAsync<IVideos>(videos => videos.Delete(1));

        Assert.Same(_transaction, InterceptedJobStore.Of(_store).Transaction);
        Assert.Equal([1, 2, 1, 1, 1], _enqueued.Select(call => call.Count));
        Assert.Equal(["transaction.step", "transaction.step", "transaction.step", "raw", "call:video.EncodeAsync", "call:video.Delete"], _enqueued.SelectMany(call => call).Select(job => job.Kind));
    }

    [Fact]
    public async Task A_workflow_is_one_call()
    {
        var ids = await _jobs.EnqueueWorkflowAsync(new JobWorkflow().Add("b", new Step("b"), after: ["a"]).Add("a", new Step("a")));

        Assert.Equal(["""{"Name":"a"}""", """{"Name":"b"}"""], [await ArgumentsAsync(ids["a"]), await ArgumentsAsync(ids["b"])]);
        Assert.Equal([[], [0]], Assert.Single(_enqueued).Select(job => job.AfterPlaces));
    }

    [Fact]
    public async Task Nothing_is_tried_again()
    {
        _fault = new InjectedFaultException("The connection was lost.");

        await Assert.ThrowsAsync<InjectedFaultException>(() => _jobs.EnqueueAsync(new Step("one")));

        Assert.Null(Assert.Single(Assert.Single(_enqueued)).Token);
    }

    private async Task<string> ArgumentsAsync(JobId id) => (await _memory.FindAsync(id, default))!.Arguments;

    [Job("transaction.step")]
    private sealed record Step(string Name);
}
