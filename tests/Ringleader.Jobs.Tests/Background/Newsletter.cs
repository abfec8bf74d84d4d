namespace Ringleader.Jobs.Tests.Background;

/// <summary>What a user writes.</summary>
internal sealed partial class Newsletter(JobClient jobs, List<string> delivered)
{
    [Background("newsletter.deliver", Queue = "mail", Priority = 3, Version = 2, MaxAttempts = 4, Aliases = ["newsletter.send"])]
    public partial Task<JobReceipt> DeliverAsync(int issue, string? reader, JobOptions? options = null, CancellationToken cancellationToken = default);

    [Background("newsletter.count")]
    public partial Task<JobReceipt> CountAsync(string text, int least);

    [Background("newsletter.print")]
    public partial Task Print(DayOfWeek day, Dictionary<string, string> pages);

    [Background("newsletter.refuse")]
    public partial Task<JobReceipt> RefuseAsync(string[] words);

    private async Task DeliverNowAsync(int issue, string? reader, JobContext context)
    {
        await Task.Yield();
        delivered.Add($"{issue} to {reader ?? "all"}, attempt {context.Attempt} in {context.Queue}");
    }

    private Task<int> CountNowAsync(string text, int least = 10, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(Math.Max(text.Length, least));
    }

    private void PrintNow(DayOfWeek day, Dictionary<string, string> pages) => delivered.Add($"{day}: {string.Join(' ', pages.Values)}");

    private static Task RefuseNowAsync(string[] words) => throw new GiveUpException(string.Join(' ', words));
}
