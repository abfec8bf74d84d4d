namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Converts decoded values to the types that a contract declares, without reflection. Each method throws
/// <see cref="MarshalException"/> that names what came and what was wanted.
/// </summary>
public static class RubyConvert
{
    /// <summary>Only true and false.</summary>
    public static bool ToBoolean(object? value) => throw new NotImplementedException();
}
