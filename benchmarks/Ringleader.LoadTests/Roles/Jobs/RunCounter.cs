namespace Ringleader.LoadTests.Roles.Jobs;

/// <summary>Completes when so many jobs have run.</summary>
internal sealed class RunCounter(int expected)
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ran;

    public Task All => _all.Task;

    public void Count()
    {
        int ran = Interlocked.Increment(ref _ran);
        if (ran == expected)
        {
            _all.SetResult();
        }
    }
}
