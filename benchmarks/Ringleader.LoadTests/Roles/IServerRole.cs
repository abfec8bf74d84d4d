namespace Ringleader.LoadTests.Roles;

/// <summary>The server process of a subject, listening on a free port of loopback.</summary>
internal interface IServerRole : IAsyncDisposable
{
    /// <summary>What the client processes of the subject are given.</summary>
    string Address { get; }
}
