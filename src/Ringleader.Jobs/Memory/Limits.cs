namespace Ringleader.Jobs.Memory;

/// <summary>The limits that were set, and the gates of the keys in use.</summary>
internal sealed class Limits
{
    private readonly SortedDictionary<string, JobLimit> _limits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyGate> _gates = new(StringComparer.Ordinal);

    public IReadOnlyList<JobLimit> All => [.. _limits.Values];

    /// <summary>The gate of a key, made when there is none.</summary>
    public KeyGate GateOf(string key)
    {
        if (!_gates.TryGetValue(key, out var gate))
        {
            _gates.Add(key, gate = new() { Limit = LimitOf(key) });
        }

        return gate;
    }

    /// <summary>Drops the gate of a key when nobody passes it any more.</summary>
    public void Tidy(string key, KeyGate gate)
    {
        if (gate.IsEmpty)
        {
            _gates.Remove(key);
        }
    }

    /// <summary>Sets or removes a limit.</summary>
    /// <returns>The gates that it may matter to.</returns>
    public KeyGate[] Set(JobLimit limit)
    {
        if (limit is { Running: null, Starts: null })
        {
            _limits.Remove(limit.Name);
        }
        else
        {
            _limits[limit.Name] = limit;
        }

        foreach (var (key, gate) in _gates)
        {
            gate.Limit = LimitOf(key);
        }

        return [.. _gates.Values];
    }

    private int? LimitOf(string key) =>
        _limits.TryGetValue(JobLimit.KeyPrefix + key, out var own) || _limits.TryGetValue(JobLimit.AllKeys, out own) ? own.Running : null;
}
