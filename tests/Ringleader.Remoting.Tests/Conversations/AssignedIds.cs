namespace Ringleader.Remoting.Tests.Conversations;

/// <summary>Ids as a recording has them.</summary>
internal sealed class AssignedIds : IObjectIdConverter
{
    private readonly Dictionary<object, object> _objects = [];

    public void Add(object id, object value) => _objects.Add(id, value);

    public object ToId(object value) => _objects.First(pair => ReferenceEquals(pair.Value, value)).Key;

    public object ToObject(object id) => _objects.TryGetValue(id, out var value)
        ? value
        : throw new RemoteReferenceException(id, "Nothing has it.");
}
