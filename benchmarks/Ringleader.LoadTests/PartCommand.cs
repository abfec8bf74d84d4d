using System.CommandLine;
using Ringleader.LoadTests.Driving;
using Ringleader.LoadTests.Parts;
using Ringleader.LoadTests.Reporting;

namespace Ringleader.LoadTests;

/// <summary>Measures one part and prints its tables.</summary>
internal sealed class PartCommand : Command
{
    private readonly Option<int> _rounds = new("--rounds") { Description = "How often every subject is measured.", DefaultValueFactory = _ => 5 };
    private readonly Option<double> _seconds = new("--seconds") { Description = "How long each measurement takes, where it is not of a number of jobs.", DefaultValueFactory = _ => 2 };
    private readonly Option<int> _limit = new("--limit") { Description = "Seconds after which the run is ended.", DefaultValueFactory = _ => 1800 };
    private readonly Option<string[]> _only = new("--only") { Description = "Part of a row's name, such as async-raw of remoting; may be repeated." };
    private readonly Option<string[]> _subjects = new("--subject") { Description = "Measure only this subject, such as raw of remoting; may be repeated." };
    private readonly Option<FileInfo?> _markdown = new("--markdown") { Description = "Write the tables into this page, in the place of this part." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document in place of the tables." };

    private readonly Part _part;

    public PartCommand(Part part)
        : base(part.Name, part.Description)
    {
        _part = part;
        Options.Add(_rounds);
        Options.Add(_seconds);
        Options.Add(_limit);
        Options.Add(_only);
        Options.Add(_subjects);
        Options.Add(_markdown);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken interrupted)
    {
        var options = new RunOptions
        {
            Rounds = parsed.GetRequiredValue(_rounds),
            Window = TimeSpan.FromSeconds(parsed.GetRequiredValue(_seconds)),
            TimeLimit = TimeSpan.FromSeconds(parsed.GetRequiredValue(_limit)),
            Only = parsed.GetValue(_only) ?? [],
            Subjects = parsed.GetValue(_subjects) ?? [],
        };
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        limited.CancelAfter(options.TimeLimit);
        try
        {
            RenderedReport report = await _part.MeasureAsync(options, Console.Error, limited.Token);
            await PublishAsync(report, parsed, interrupted);
            return 0;
        }
        catch (LoadTestException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(interrupted.IsCancellationRequested
                ? "Interrupted; every process was ended."
                : $"The run took longer than --limit {options.TimeLimit.TotalSeconds:0}; every process was ended.");
            return 1;
        }
    }

    private async Task PublishAsync(RenderedReport report, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_markdown) is { } page)
        {
            await BenchmarksPage.WriteAsync(page.FullName, _part.Name, report.Text, cancellationToken);
        }

        await Console.Out.WriteLineAsync(parsed.GetValue(_json) ? report.Json : report.Text);
    }
}
