using Ringleader.Interop.Tests.Support;
using Ringleader.Remoting;

namespace Ringleader.Interop.Tests.Security;

/// <summary>A Ruby client calls a .NET server over <c>drbssl:</c>.</summary>
public sealed class TlsFromRubyTests : IDisposable
{
    private const string Call = """
        require 'tls'
        DRb.start_service('druby://127.0.0.1:0', nil, tls(ARGV[1], ARGV[2].to_s, ARGV[3].to_s))
        begin
          puts DRbObject.new_with_uri(ARGV[0]).echo('secret')
        rescue => e
          puts "#{e.class} #{e.message[/certificate verify failed/]}".strip
        end
        """;

    private readonly TestAuthority _authority = new("Interop authority");
    private readonly TestAuthority _stranger = new("Another authority");
    private readonly PemFiles _files = new();

    [Fact]
    public async Task Ruby_verifies_the_server_and_calls_it()
    {
        await using var server = await StartAsync(ClientCertificatePolicy.None);

        Assert.Equal("secret", await RubyProcess.RunAsync(Call, server.Uri, Authority));
    }

    [Fact]
    public async Task Ruby_refuses_a_server_of_an_authority_it_does_not_trust()
    {
        await using var server = await StartAsync(ClientCertificatePolicy.None);

        var output = await RubyProcess.RunAsync(Call, server.Uri, _files.Certificate(_stranger.Certificate));

        Assert.Equal("DRb::DRbConnError certificate verify failed", output);
        Assert.Equal(0, server.ConnectionCount);
    }

    [Fact]
    public async Task A_server_without_a_certificate_makes_one_that_ruby_can_be_told_to_trust()
    {
        await using var server = await RemoteServer.StartAsync("drbssl://127.0.0.1:0", new Echo());

        var output = await RubyProcess.RunAsync(Call, server.Uri, _files.Certificate(server.Certificate!)); // a TLS server has one

        Assert.Equal("secret", output);
    }

    [Fact]
    public async Task Mutual_tls_lets_a_ruby_client_with_a_certificate_in()
    {
        await using var server = await StartAsync(ClientCertificatePolicy.Required);
        var certificate = _authority.Issue("client");

        var output = await RubyProcess.RunAsync(Call, server.Uri, Authority, _files.Certificate(certificate), _files.Key(certificate));

        Assert.Equal("secret", output);
    }

    [Theory]
    [InlineData(ClientCertificatePolicy.None)]
    [InlineData(ClientCertificatePolicy.Optional)]
    [InlineData(ClientCertificatePolicy.Required)]
    public async Task Each_connection_of_a_ruby_client_in_a_row_is_accepted_under_every_policy(ClientCertificatePolicy policy)
    {
        await using var server = await StartAsync(policy);
        var certificate = _authority.Issue("client");

        // A call that raises closes Ruby's connection, so each round is a new handshake.
        var output = await RubyProcess.RunAsync(
            """
            require 'tls'
            DRb.start_service('druby://127.0.0.1:0', nil, tls(ARGV[1], ARGV[2], ARGV[3]))
            vault = DRbObject.new_with_uri(ARGV[0])
            5.times { |round| print vault.echo(round); vault.missing rescue print $!.class, ' ' }
            """,
            server.Uri,
            Authority,
            _files.Certificate(certificate),
            _files.Key(certificate));

        Assert.Equal("0NoMethodError 1NoMethodError 2NoMethodError 3NoMethodError 4NoMethodError ", output);
    }

    [Fact]
    public async Task A_dotnet_server_calls_a_ruby_block_back_over_tls_and_verifies_who_has_it()
    {
        var options = new RemoteServerOptions
        {
            Tls = new RemoteTlsOptions { Certificate = _authority.Issue("127.0.0.1") },
            Client = new RemotingClientOptions { Tls = new RemoteTlsOptions { CertificateAuthorities = _authority.Trust } },
        };
        await using var server = await RemoteServer.StartAsync("drbssl://127.0.0.1:0", new Caller(), options);
        const string CallWithBlock = """
            require 'tls'
            DRb.start_service('drbssl://127.0.0.1:0', nil, tls(ARGV[1], ARGV[2], ARGV[3]))
            show(DRbObject.new_with_uri(ARGV[0]).twice { |n| n + 1 }) rescue puts $!.class
            """;
        var trusted = _authority.Issue("127.0.0.1");
        var foreign = _stranger.Issue("127.0.0.1");

        var good = await RubyProcess.RunAsync(CallWithBlock, server.Uri, Authority, _files.Certificate(trusted), _files.Key(trusted));
        var bad = await RubyProcess.RunAsync(CallWithBlock, server.Uri, Authority, _files.Certificate(foreign), _files.Key(foreign));

        Assert.Equal("[2, 3]", good);
        Assert.Equal("DRb::DRbConnError", bad);
    }

    [Fact]
    public async Task Mutual_tls_refuses_a_ruby_client_without_a_certificate_and_one_of_another_authority()
    {
        await using var server = await StartAsync(ClientCertificatePolicy.Required);
        var foreign = _stranger.Issue("client");

        var without = await RubyProcess.RunAsync(Call, server.Uri, Authority);
        var withForeign = await RubyProcess.RunAsync(Call, server.Uri, Authority, _files.Certificate(foreign), _files.Key(foreign));

        Assert.DoesNotContain("secret", without, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", withForeign, StringComparison.Ordinal);
        await Eventually.IsTrueAsync(() => server.ConnectionCount == 0);
    }

    [Fact]
    public async Task Plain_druby_to_a_tls_server_gets_nothing_and_the_server_goes_on()
    {
        await using var server = await StartAsync(ClientCertificatePolicy.None);

        var plain = await RubyProcess.RunAsync(
            "puts raised { connect(ARGV[0].sub('drbssl', 'druby')).echo(1) }[/\\A[\\w:]+\\w/]", server.Uri);

        Assert.Matches("^(DRb::DRbConnError|Errno::ECONNRESET)$", plain);
        Assert.Equal("secret", await RubyProcess.RunAsync(Call, server.Uri, Authority));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _files.Dispose();
    }

    private string Authority => _files.Certificate(_authority.Certificate);

    private Task<RemoteServer> StartAsync(ClientCertificatePolicy policy) => RemoteServer.StartAsync(
        "drbssl://127.0.0.1:0",
        new Echo(),
        new RemoteServerOptions
        {
            Tls = new RemoteTlsOptions
            {
                Certificate = _authority.Issue("127.0.0.1"),
                CertificateAuthorities = _authority.Trust,
                ClientCertificates = policy,
            },
        });
}
