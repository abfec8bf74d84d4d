using System.CommandLine;
using Ringleader.Cli.Calling;
using Ringleader.Remoting;
using Ringleader.Remoting.Marshal;

namespace Ringleader.Cli.Commands;

/// <summary><c>ringleader call</c>: calls one method of any DRb service, Ruby's included.</summary>
internal sealed class CallCommand : CliCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private readonly Argument<string> _uri = new("URI")
    {
        Description = "druby://host:port, drbssl://host:port or drbunix:path, each with an optional ?name",
    };

    private readonly Argument<string> _method = new("METHOD") { Description = "The Ruby name, such as find, ready? or []" };

    private readonly Argument<string[]> _arguments = new("ARG")
    {
        Description = "Each is JSON; quote a string twice: '\"text\"'",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _keywords = new("--kw")
    {
        Description = "A keyword argument; repeat it for more",
        HelpName = "NAME=JSON",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = $"The longest to wait for the answer: {Duration.Forms}; default {Duration.Format(DefaultTimeout)}",
        HelpName = "DURATION",
        CustomParser = DurationOption.Parse,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON on one line" };
    private readonly TlsSettings _tls = new();

    public CallCommand(CliConsole console)
        : base("call", "Call a method of an object in another process, .NET or Ruby", console)
    {
        Add(_uri);
        Add(_method);
        Add(_arguments);
        Add(_keywords);
        Add(_timeout);
        Add(_json);
        _tls.AddTo(this);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public override string HelpText => """
        Arguments:
          An object is a Hash with String keys, {"$symbol": "name"} is a Symbol, and {"$binary": "base64"} is a binary String,
          {"$hex": "digits"} an Integer in hexadecimal digits.

        Result:
          A String is printed as it is, anything else as JSON; with --json a String too is JSON, and all is on one line.
          Symbols become strings, as do NaN, Infinity and -Infinity. A Hash becomes an object when its keys are Strings and
          Symbols with different names, else {"$hash": [[key, value], ...]}. Bytes that are no text are {"$binary": "base64"},
          objects and Structs {"$class": "Name", ...members}, references {"$ref": "druby://host:port", "id": ...}, and Integers
          of more than 200,000 bits {"$hex": "digits"}. Up to 128 MiB are printed.

        Exit code:
          0 the method returned, 1 it raised or could not be reached, 2 wrong use.

        Examples:
          ringleader call druby://localhost:8787 add 1 2
          ringleader call druby://localhost:8787 greet '"Ann"' --kw polite=true
          ringleader call druby://localhost:8787 '[]' '{"$symbol": "size"}' --json
          ringleader call drbssl://shop.example:8788 orders --ca ca.pem --timeout 5s

        """;

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var uri = parsed.GetRequiredValue(_uri);
        var arguments = CallArguments.Read(parsed.GetValue(_arguments) ?? [], parsed.GetValue(_keywords) ?? []);
        var timeout = parsed.GetValue(_timeout) ?? DefaultTimeout;
        var method = parsed.GetRequiredValue(_method);
        var options = new RemotingClientOptions
        {
            CallTimeout = timeout,
            ConnectTimeout = timeout,
            Tls = _tls.Read(parsed, uri),
            Marshal = MarshalOptions.Default with { MaxDepth = JsonResult.MaxDepth },
        };

        // The time is for the answer and for turning it into text; a reader of the output may take his own.
        using var limit = new CancellationTokenSource(timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var result = await CallAsync(options, uri, method, arguments, cancellationToken).ConfigureAwait(false);
        var rendered = await RenderAsync(result, parsed.GetValue(_json), method, timeout, either.Token, cancellationToken).ConfigureAwait(false);
        await ResultPrinter.PrintAsync(Console, rendered, cancellationToken).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private async Task<ReadOnlyMemory<byte>> RenderAsync(
        object? result, bool asJson, string method, TimeSpan timeout, CancellationToken either, CancellationToken interrupted)
    {
        try
        {
            return await ResultPrinter.RenderAsync(Console, result, asJson, either).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!interrupted.IsCancellationRequested)
        {
            throw new CommandFailedException(
                $"The result of '{method}' could not be turned into text within {Duration.Format(timeout)}. Give it longer with --timeout.", error);
        }
    }

    private static async Task<object?> CallAsync(
        RemotingClientOptions options, string uri, string method, object?[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            var client = new RemotingClient(options);
            await using (client.ConfigureAwait(false))
            {
                return await client.Connect(uri).CallAsync(method, arguments, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TimeoutException error)
        {
            var limit = Duration.Format(options.CallTimeout);
            throw new CommandFailedException(
                $"The call of '{method}' on '{uri}' got no answer within {limit}; it may have run. Give it longer with --timeout.", error);
        }
        catch (ArgumentException error)
        {
            // The address, a file or the name cannot be meant.
            throw WrongUseException.Of(error);
        }
    }
}
