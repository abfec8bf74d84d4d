namespace Ringleader.Remoting.Marshal;

/// <summary>The members of an object that is being read, by name without <c>@</c>.</summary>
public readonly struct RubyMembers
{
    /// <summary>The Ruby class name, for error texts.</summary>
    public string ClassName => throw new NotImplementedException();

    /// <summary>The message of an exception, or null when it has none or this is not an exception.</summary>
    public string? Message => throw new NotImplementedException();

    /// <summary>Finds a member. False, with null, when the peer did not send it.</summary>
    public bool TryGet(string name, out object? value) => throw new NotImplementedException();

    /// <summary>The member's value; throws <see cref="MarshalException"/> naming class and member when it did not arrive.</summary>
    public object? Require(string name) => throw new NotImplementedException();
}
