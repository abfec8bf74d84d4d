namespace Ringleader.Remoting.Server;

/// <summary>The peer called a method that Ruby's servers never answer: the connection is closed without a reply.</summary>
internal sealed class InsecureMethodException(string method) : RemotingException($"insecure method `{method}'");
