namespace Ringleader.Remoting.Access;

/// <summary>Which peers a rule is about: a <see cref="NetworkPattern"/> or a <see cref="HostNamePattern"/>.</summary>
internal abstract class AccessPattern;
