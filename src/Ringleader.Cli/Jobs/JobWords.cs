using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json;
using Ringleader.Cli.Jobs.Programs;

namespace Ringleader.Cli.Jobs;

/// <summary>What is to be run, out of the words of the command line: a kind with its arguments as JSON, or a program behind <c>--</c>.</summary>
/// <param name="Kind">The stable name of the job's type.</param>
/// <param name="Arguments">JSON in UTF-8.</param>
internal sealed record JobWords(string Kind, ReadOnlyMemory<byte> Arguments)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    /// <summary>Reads a kind and its arguments.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="arguments">A JSON text; an empty object when null.</param>
    /// <exception cref="WrongUseException">The arguments are no JSON.</exception>
    public static JobWords OfKind(string kind, string? arguments)
    {
        arguments ??= "{}";
        try
        {
            using var document = JsonDocument.Parse(arguments, Strict);
            return new JobWords(kind, Encoding.UTF8.GetBytes(arguments));
        }
        catch (JsonException error)
        {
            throw new WrongUseException($"The arguments are no JSON: '{arguments}'. {OneLine.Of(error.Message)}");
        }
    }

    /// <summary>A command job; it runs in the current folder of whoever enqueues it.</summary>
    /// <param name="words">The program and its arguments; at least one.</param>
    public static JobWords OfProgram(IEnumerable<string> words)
    {
        var run = JsonSerializer.SerializeToElement(words.ToArray(), CommandJobJson.Default.StringArray);
        var job = new CommandJob(run) { Directory = System.IO.Directory.GetCurrentDirectory() };
        return new JobWords(CommandJob.Kind, JsonSerializer.SerializeToUtf8Bytes(job, CommandJobJson.Default.CommandJob));
    }

    /// <summary>The words of the command line that stand behind <c>--</c>; null when there is none.</summary>
    public static IReadOnlyList<string>? BehindDashes(ParseResult parsed)
    {
        var index = parsed.Tokens.ToList().FindIndex(static token => token.Type == TokenType.DoubleDash);
        return index < 0 ? null : [.. parsed.Tokens.Skip(index + 1).Select(static token => token.Value)];
    }
}
