using Microsoft.Extensions.Logging;
using Ringleader.Jobs.Scheduling;
using Ringleader.Jobs.Tests.Working;

namespace Ringleader.Jobs.Tests.Scheduling;

public sealed class UnservedKindsTests : WorkerTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_kind_that_no_living_worker_takes_is_reported_once_until_one_does()
    {
        using var log = new RecordingLoggerFactory();
        var unserved = new UnservedKinds(new JobClient(Store, Registry), Options with { LoggerFactory = log });
        await EnqueueAsync("new");
        await unserved.LookAsync(None);
        Assert.Empty(log.Messages); // The workers of the new release may be starting.

        await LookLaterAsync();
        await LookLaterAsync();
        Assert.StartsWith("No living worker takes jobs of kind 'new', version 1, in queue 'default'.", Assert.Single(log.Messages), StringComparison.Ordinal);

        var worker = await Store.StartWorkerAsync(new("new", [], 1, TimeSpan.FromHours(1), new Dictionary<string, int>(StringComparer.Ordinal) { ["new"] = 1 }), None);
        await LookLaterAsync();
        Assert.Single(log.Messages);
        await Store.StopWorkerAsync(worker, None);
        await LookLaterAsync();
        Assert.Equal(2, log.Messages.Count);

        Task LookLaterAsync()
        {
            Clock.Advance(Minute);
            return unserved.LookAsync(None);
        }
    }

    private sealed class RecordingLoggerFactory : ILoggerFactory, ILogger
    {
        public List<string> Messages { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
