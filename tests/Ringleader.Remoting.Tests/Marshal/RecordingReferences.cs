using Ringleader.Remoting.Marshal;

namespace Ringleader.Remoting.Tests.Marshal;

/// <summary>An object layer that knows some objects by heart.</summary>
internal sealed class RecordingReferences : IMarshalReferences
{
    public const string Uri = "druby://127.0.0.1:7000";

    /// <summary>Objects that live here and travel only by reference.</summary>
    public HashSet<object> Undumped { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Proxies of objects elsewhere.</summary>
    public Dictionary<object, long> Proxies { get; } = new(ReferenceEqualityComparer.Instance);

    public List<object> Asked { get; } = [];

    public object? Resolve(string uri, object? id) => $"{uri}#{id}";

    public ReferenceKind KindOf(object value)
    {
        Asked.Add(value);
        return Proxies.ContainsKey(value) ? ReferenceKind.Reference : Undumped.Contains(value) ? ReferenceKind.Undumped : ReferenceKind.None;
    }

    public (string Uri, object? Id) ToReference(object value) => (Uri, Proxies.TryGetValue(value, out var id) ? id : 1000L);
}
