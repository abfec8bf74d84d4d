namespace Ringleader.Remoting;

/// <summary>The remote object has no such method, or does not offer it: Ruby's NoMethodError.</summary>
/// <param name="message">Ruby's text, such as <c>undefined method `x' for #&lt;Shop&gt;</c>.</param>
/// <param name="method">The name that was called.</param>
public sealed class RemoteMethodMissingException(string message, string method) : RemotingException(message)
{
    /// <summary>The name that was called.</summary>
    public string Method { get; } = method;
}
