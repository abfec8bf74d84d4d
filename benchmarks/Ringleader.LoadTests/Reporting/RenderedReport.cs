namespace Ringleader.LoadTests.Reporting;

/// <summary>The outcome of a run, as people read it and as programs do.</summary>
/// <param name="Text">Markdown that reads in a terminal too.</param>
/// <param name="Json">One document, with what every round measured.</param>
internal sealed record RenderedReport(string Text, string Json);
