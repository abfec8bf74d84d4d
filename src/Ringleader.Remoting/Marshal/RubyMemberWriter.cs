namespace Ringleader.Remoting.Marshal;

/// <summary>Writes the members of one object, by name without <c>@</c>, in order.</summary>
public readonly struct RubyMemberWriter
{
    /// <summary>Writes a member.</summary>
    public void Write(string name, bool value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void Write(string name, long value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void Write(string name, double value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void Write(string name, string? value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void Write(string name, object? value) => throw new NotImplementedException();
}
