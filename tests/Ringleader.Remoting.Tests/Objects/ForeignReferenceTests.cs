using System.Globalization;
using Ringleader.Remoting.Marshal;
using Ringleader.Remoting.Tests.Services;
using Ringleader.Remoting.Tests.Transports;

namespace Ringleader.Remoting.Tests.Objects;

[RemoteContract]
public interface IEcho
{
    object? Kept { get; }

    object? Echo(object? value);

    IPicture EchoPicture(IPicture picture);

    PictureCase EchoCase(PictureCase value);

    Func<string, ValueTask<string>> EchoFunction(Func<string, ValueTask<string>> function, Action? unused = null);

    void Fail(IPicture picture);
}

[RubyType("Echo::Case")]
public sealed record PictureCase(IPicture Picture);

[RubyType("Echo::Failed")]
public sealed class PictureFailedException(string message, IPicture picture) : Exception(message)
{
    public IPicture Picture { get; } = picture;
}

/// <summary>
/// A guarded server and an open one live in the same process. A peer of the open one names objects of the guarded one, and never
/// gets anything but that name back.
/// </summary>
public sealed class ForeignReferenceTests : IDisposable
{
    private readonly TestAuthority _authority = new("Echo authority");

    public enum Guard
    {
        AccessList,
        ClientCertificates,
        UnixSocket,
    }

    public enum Door
    {
        Tcp,
        Tls,
        Unix,
        AllInterfaces,
    }

    public static TheoryData<Guard, Door> Pairs => [.. from guard in Enum.GetValues<Guard>() from door in Enum.GetValues<Door>() select (guard, door)];

    public void Dispose() => _authority.Dispose();

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_reference_to_another_server_of_the_process_stays_a_reference(Guard guard, Door door)
    {
        var secret = new Picture { Title = "secret" };
        var names = new NamedIdConverter();
        names.Pin("secret", secret);
        await using var guarded = await StartGuardedAsync(guard, new Dictionary<string, object?> { ["entry"] = secret }, names);
        var exported = guarded.ReferenceTo(new Picture { Title = "exported" });
        var front = new EchoServer();
        await using var open = await StartOpenAsync(door, front);
        await using var client = Client();
        var echo = client.Connect(AddressOf(open));

        object?[] ids = [null, exported.Id, "secret", new RubyUriOption("entry"), new RubyUriOption("secret")];
        foreach (var id in ids)
        {
            var foreign = client.ReferenceTo(guarded.Uri, id);

            Assert.Equal(foreign, await echo.CallAsync("echo", [foreign]));
            Assert.IsType<RemoteObject>(front.Kept);
            Assert.Equal([foreign], Assert.IsType<object?[]>(await echo.CallAsync("echo", [new object?[] { foreign }])));
            Assert.Equal(foreign, await echo.CallAsync("echo_picture", [foreign]));
            Assert.Equal(foreign, RemoteObject.Of((await echo.CallAsync<PictureCase>("echo_case", [new PictureCase(foreign.As<IPicture>())])).Picture));
            Assert.Equal(foreign, await echo.CallAsync("echo_function", [foreign]));
            var failed = await Assert.ThrowsAsync<PictureFailedException>(async () => await echo.CallAsync("fail", [foreign]));
            Assert.Equal(foreign, RemoteObject.Of(failed.Picture));
        }
    }

    [Fact]
    public async Task A_block_of_a_peer_goes_on_as_the_reference_that_it_came_as()
    {
        await using var open = await StartOpenAsync(Door.Tcp, new EchoServer());
        await using var owner = await RemoteServer.StartAsync();
        await using var client = Client();
        var block = owner.ReferenceTo((string text) => new ValueTask<string>(text + "!"));
        var echo = client.Connect<IEcho>(open.Uri);

        var back = Assert.IsType<RemoteObject>(await RemoteObject.Of(echo).CallAsync("echo_function", [block]));

        Assert.Equal(block, back);
    }

    [Fact]
    public async Task An_object_comes_back_as_itself_to_the_server_that_exported_it()
    {
        var front = new EchoServer();
        await using var open = await StartOpenAsync(Door.AllInterfaces, front);
        await using var client = Client();
        var echo = client.Connect(AddressOf(open));
        var mine = new Picture { Title = "mine" };
        front.Next = mine;

        var reference = Assert.IsType<RemoteObject>(await echo.CallAsync("kept"));
        front.Next = null;
        await echo.CallAsync("echo", [new object?[] { reference, echo }]);

        Assert.Equal([mine, front], Assert.IsType<object?[]>(front.Kept));
    }

    [Fact]
    public async Task A_client_recognises_what_it_passed_out_and_nothing_of_other_servers()
    {
        var front = new EchoServer();
        await using var open = await StartOpenAsync(Door.Tcp, front);
        await using var other = await RemoteServer.StartAsync(front: new Picture { Title = "other" });
        await using var client = Client();
        var echo = client.Connect(open.Uri);
        var mine = new Picture { Title = "mine" };

        Assert.Same(mine, await echo.CallAsync("echo", [mine]));
        Assert.Equal(client.ReferenceTo(other.Uri, null), await echo.CallAsync("echo", [other.ReferenceTo(other.Front!)]));
    }

    [Fact]
    public async Task A_client_recognises_the_objects_of_the_callback_server_that_it_was_given()
    {
        await using var open = await StartOpenAsync(Door.Tcp, new EchoServer());
        await using var callbacks = await RemoteServer.StartAsync();
        await using var client = new RemotingClient(new RemotingClientOptions { CallbackServer = callbacks });
        await using var stranger = new RemotingClient();
        var mine = new Picture { Title = "mine" };
        var reference = callbacks.ReferenceTo(mine);

        Assert.Same(mine, await client.Connect(open.Uri).CallAsync("echo", [reference]));
        Assert.Equal(reference, await stranger.Connect(open.Uri).CallAsync("echo", [reference]));
    }

    [Fact]
    public async Task A_server_does_not_export_a_proxy()
    {
        await using var other = await RemoteServer.StartAsync(front: new Picture { Title = "other" });
        await using var open = await StartOpenAsync(Door.Tcp, new EchoServer());
        await using var client = Client();
        var proxy = client.Connect<IPicture>(other.Uri);

        Assert.Equal(RemoteObject.Of(proxy), open.ReferenceTo(proxy));
        Assert.Equal(RemoteObject.Of(proxy), open.ReferenceTo(RemoteObject.Of(proxy)));
        Assert.Equal(RemoteObject.Of(proxy), client.Connect(open.Uri).ReferenceFor(proxy));
    }

    private Task<RemoteServer> StartGuardedAsync(Guard guard, object front, NamedIdConverter names) => guard switch
    {
        Guard.AccessList => RemoteServer.StartAsync(
            front: front, options: new RemoteServerOptions { ObjectIds = names, AccessControl = AccessControlList.Parse("deny all") }),
        Guard.ClientCertificates => RemoteServer.StartAsync(
            "drbssl://localhost:0",
            front,
            new RemoteServerOptions
            {
                ObjectIds = names,
                Tls = new RemoteTlsOptions
                {
                    Certificate = _authority.Issue(),
                    CertificateAuthorities = _authority.Trust,
                    ClientCertificates = ClientCertificatePolicy.Required,
                },
            }),
        _ => RemoteServer.StartAsync("drbunix:", front, new RemoteServerOptions { ObjectIds = names, UnixFileMode = UnixFileMode.None }),
    };

    private Task<RemoteServer> StartOpenAsync(Door door, object front) => door switch
    {
        Door.Tcp => RemoteServer.StartAsync(front: front),
        Door.Unix => RemoteServer.StartAsync("drbunix:", front),
        Door.AllInterfaces => RemoteServer.StartAsync("druby://:0", front, new RemoteServerOptions { AccessControl = AccessControlList.Parse("deny all allow 127.0.0.1 allow ::1") }),
        _ => RemoteServer.StartAsync(
            "drbssl://localhost:0",
            front,
            new RemoteServerOptions { Tls = new RemoteTlsOptions { Certificate = _authority.Issue(), CertificateAuthorities = _authority.Trust } }),
    };

    private RemotingClient Client() => new(new RemotingClientOptions { Tls = new RemoteTlsOptions { CertificateAuthorities = _authority.Trust } });

    private static string AddressOf(RemoteServer server)
    {
        if (!server.Uri.StartsWith("druby://", StringComparison.Ordinal))
        {
            return server.Uri;
        }

        var port = int.Parse(server.Uri.AsSpan(server.Uri.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"druby://127.0.0.1:{port}");
    }

    private sealed class EchoServer : IEcho
    {
        private object? _kept;

        public object? Next { get; set; }

        public object? Kept => Next ?? _kept;

        public object? Echo(object? value) => _kept = value;

        public IPicture EchoPicture(IPicture picture) => picture;

        public PictureCase EchoCase(PictureCase value) => value;

        public Func<string, ValueTask<string>> EchoFunction(Func<string, ValueTask<string>> function, Action? unused) => function;

        public void Fail(IPicture picture) => throw new PictureFailedException("failed", picture);
    }
}
