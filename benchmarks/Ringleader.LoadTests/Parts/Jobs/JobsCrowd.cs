namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>Fills a database with jobs that are not to be run now.</summary>
internal static class JobsCrowd
{
    private const string Resource = "Ringleader.LoadTests.Parts.Jobs.crowd.sql";

    /// <summary>1,000,000 scheduled, 100,000 failed and 1,000,000 succeeded jobs, into the store's own tables.</summary>
    public static string Script { get; } = Read();

    private static string Read()
    {
        using Stream stream = typeof(JobsCrowd).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource '{Resource}' is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
