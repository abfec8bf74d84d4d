using Ringleader.Remoting;

namespace Ringleader.Conformance.Services;

/// <summary>The face that a client gives to an instance.</summary>
[RemoteContract]
public interface IUser
{
    string Name { get; set; }

    IUser? Friend { get; set; }
}
