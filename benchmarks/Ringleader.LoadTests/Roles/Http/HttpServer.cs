using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Ringleader.LoadTests.Roles.Http;

/// <summary>An ASP.NET Core minimal API over HTTP/1.1 that gives back the integer in its path. Nothing is logged.</summary>
internal sealed class HttpServer(WebApplication application) : IServerRole
{
    public string Address => application.Urls.Single();

    public static async Task<HttpServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapGet("/echo/{value:int}", (int value) => value);
        await application.StartAsync();
        return new HttpServer(application);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
