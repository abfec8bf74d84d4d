namespace Ringleader.Jobs.Memory;

/// <summary>What was answered to enqueues that carried a token, for an hour.</summary>
internal sealed class RecentTokens
{
    private readonly Dictionary<Guid, long> _answers = [];
    private readonly Queue<(Guid Token, long Until)> _ends = new();

    /// <summary>The answer that was given; 0 when none was.</summary>
    public long Find(Guid? token) => token is { } known ? _answers.GetValueOrDefault(known) : 0;

    public void Add(Guid? token, long answer, long now)
    {
        Tidy(now);
        if (token is { } fresh)
        {
            _answers[fresh] = answer;
            _ends.Enqueue((fresh, now + TimeSpan.TicksPerHour));
        }
    }

    public void Tidy(long now)
    {
        while (_ends.TryPeek(out var oldest) && oldest.Until <= now)
        {
            _ends.Dequeue();
            _answers.Remove(oldest.Token);
        }
    }
}
