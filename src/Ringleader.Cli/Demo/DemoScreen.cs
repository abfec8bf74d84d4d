using Spectre.Console;

namespace Ringleader.Cli.Demo;

/// <summary>How the demo looks: calm on a terminal, and the same words without colours or progress in a pipe.</summary>
internal sealed class DemoScreen
{
    private const string Margin = "  ";
    private const int LabelWidth = 10;
    private const int PipeWidth = 120;
    private const int MostReadable = 110;
    private const int CellWidth = 60;
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(100);
    private readonly IAnsiConsole _ansi;
    private readonly int _width;

    public DemoScreen(CliConsole console)
    {
        _ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = console.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = console.UseColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = console.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(console.Out),
        });

        // Lines are broken here, with their indentation; the library would break the long ones without.
        _width = console.IsTerminal ? Math.Min(_ansi.Profile.Width, MostReadable) : PipeWidth;
        _ansi.Profile.Width = console.IsTerminal ? _ansi.Profile.Width : int.MaxValue / 2;
    }

    /// <summary>The first words of all, which begin with the name.</summary>
    public void Opening(string name, string text)
    {
        _ansi.WriteLine();
        var lines = TextLayout.Wrap($"{name} {text}", _width);
        _ansi.MarkupLine($"[bold]{Markup.Escape(name)}[/]{Markup.Escape(lines[0][name.Length..])}");
        foreach (var line in lines.Skip(1))
        {
            _ansi.MarkupLine(Markup.Escape(line));
        }
    }

    /// <summary>Begins a scene.</summary>
    public void Heading(string name, string title, string summary)
    {
        _ansi.WriteLine();
        _ansi.MarkupLine($"[bold aqua]{Markup.Escape(name)}[/]  {Markup.Escape(title)}");
        _ansi.WriteLine();
        foreach (var line in TextLayout.Wrap(summary, _width - Margin.Length))
        {
            _ansi.MarkupLine(Margin + Markup.Escape(line));
        }

        _ansi.WriteLine();
    }

    /// <summary>Something to know, with a word in front that says what.</summary>
    public void Fact(string label, string text)
    {
        var lines = TextLayout.Wrap(text, _width - LabelWidth - Margin.Length);
        _ansi.MarkupLine($"{Margin}[grey]{Markup.Escape(label.PadRight(LabelWidth))}[/]{Markup.Escape(lines[0])}");
        foreach (var line in lines.Skip(1))
        {
            _ansi.MarkupLine(Margin + new string(' ', LabelWidth) + Markup.Escape(line));
        }
    }

    /// <summary>Rows of text; all columns but the first are numbers.</summary>
    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        IReadOnlyList<IReadOnlyList<string>> cells = [header, .. rows];
        var lines = TextLayout.Columns(cells, CellWidth);
        _ansi.WriteLine();
        for (var i = 0; i < lines.Count; i++)
        {
            _ansi.MarkupLine(i == 0 ? $"{Margin}[grey]{Markup.Escape(lines[i])}[/]" : Margin + Markup.Escape(lines[i]));
        }
    }

    /// <summary>Whether what was shown is right.</summary>
    public void Checks(IReadOnlyList<SceneCheck> checks)
    {
        _ansi.WriteLine();
        foreach (var check in checks)
        {
            var mark = check.Passed ? "[green]ok[/]    " : "[bold red]FAILED[/]";
            _ansi.MarkupLine($"{Margin}{mark}  {Markup.Escape(check.Claim)}");
        }
    }

    /// <summary>The last words, each on lines of their own.</summary>
    public void Closing(params IReadOnlyList<string> texts)
    {
        _ansi.WriteLine();
        foreach (var line in texts.SelectMany(text => TextLayout.Wrap(text, _width)))
        {
            _ansi.MarkupLine(Markup.Escape(line));
        }
    }

    /// <summary>Shows how far something is while it runs; only a person sees it, and it leaves no trace.</summary>
    /// <param name="label">What is done.</param>
    /// <param name="total">When it is done.</param>
    /// <param name="run">Does it, and tells how far it is.</param>
    public async Task ShowProgressAsync(string label, int total, Func<Action<int>, Task> run)
    {
        if (!_ansi.Profile.Capabilities.Interactive)
        {
            await run(static _ => { }).ConfigureAwait(false);
            return;
        }

        var progress = new Progress(_ansi) { AutoClear = true, RefreshRate = RefreshInterval };
        progress.Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn());
        await progress.StartAsync(context =>
        {
            var task = context.AddTask(Margin + label, maxValue: total);
            return run(done => task.Value = done);
        }).ConfigureAwait(false);
    }
}
