namespace Ringleader.Cli.Demo.LogCounting;

/// <summary>Requests per URL, and the lines that are none. Not thread-safe.</summary>
/// <param name="unreadable">Lines that are no requests, to begin with.</param>
internal sealed class RequestCount(long unreadable = 0)
{
    private readonly Dictionary<string, long> _byUrl = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> ByUrl => _byUrl;

    public long Unreadable { get; private set; } = unreadable;

    public void AddLine(string line)
    {
        if (AccessLogLine.TryGetUrl(line, out var url))
        {
            _byUrl[url] = _byUrl.GetValueOrDefault(url) + 1;
        }
        else
        {
            Unreadable++;
        }
    }

    public void Merge(IReadOnlyDictionary<string, long> byUrl, long otherUnreadable)
    {
        foreach (var (url, count) in byUrl)
        {
            _byUrl[url] = _byUrl.GetValueOrDefault(url) + count;
        }

        Unreadable += otherUnreadable;
    }

    /// <summary>The URLs that were asked for most, the first of them first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Top(int count) =>
        [.. _byUrl.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal).Take(count)];

    public bool IsSameAs(RequestCount other) =>
        Unreadable == other.Unreadable
        && _byUrl.Count == other._byUrl.Count
        && _byUrl.All(pair => other._byUrl.GetValueOrDefault(pair.Key) == pair.Value);
}
