using Ringleader.Services;

namespace Ringleader.Conformance.Services;

/// <summary>A class whose instances are made by others. In this process its instances are themselves, so it has the face that clients give it.</summary>
[Distributed]
public sealed partial class User(string name) : IUser
{
    private static int _count;

    public static int Count => Volatile.Read(ref _count);

    public string Name { get; set; } = name;

    public IUser? Friend { get; set; }

    public static User Join(string first, string last)
    {
        Interlocked.Increment(ref _count);
        return new User($"{first} {last}");
    }

    public override string ToString() => "secret";
}
