namespace Ringleader.Remoting.Tests.Services;

/// <summary>What most tests of servers and clients call.</summary>
[RemoteContract]
public interface IWorkshop
{
    int Add(int left, int right);

    /// <summary>How often it has been called, this call included.</summary>
    int Next();

    ValueTask<int> CountAsync(CancellationToken cancellationToken = default);

    ValueTask<object?> EchoAsync(object? value, CancellationToken cancellationToken = default);

    object? EchoNow(object? value);

    /// <summary>Ends when the test releases the station of this name, and heeds cancellation.</summary>
    ValueTask<string> WaitAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Ends when the test releases the station of this name, and does not heed cancellation.</summary>
    ValueTask<string> InsistAsync(string name);

    /// <summary>Holds its thread until the test releases the station of this name.</summary>
    string Hold(string name);

    void FailNow(string message);

    ValueTask FailAsync(string message);
}
