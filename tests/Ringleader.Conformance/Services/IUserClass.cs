using Ringleader.Remoting;

namespace Ringleader.Conformance.Services;

/// <summary>The face that a client gives to the class.</summary>
[RemoteContract]
public interface IUserClass
{
    Task<IUser> New(string name);

    Task<IUser> Join(string first, string last);

    Task<int> Count();
}
