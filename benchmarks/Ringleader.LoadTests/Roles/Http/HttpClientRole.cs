using System.Globalization;
using Ringleader.LoadTests.Measuring;

namespace Ringleader.LoadTests.Roles.Http;

/// <summary>A task per caller over one <see cref="HttpClient"/>, with everything switched off that a call does not need.</summary>
internal sealed class HttpClientRole(string address) : IClientRole
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
    })
    {
        BaseAddress = new Uri(address),
    };

    public Task<RunReport> RunAsync(RunCommand command) => ClosedLoop.RunTasksAsync(command, EchoAsync);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<int> EchoAsync(int value)
    {
        string answer = await _client.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"/echo/{value}"));
        return int.Parse(answer, CultureInfo.InvariantCulture);
    }
}
