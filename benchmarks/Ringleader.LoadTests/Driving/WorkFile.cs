namespace Ringleader.LoadTests.Driving;

/// <summary>A temporary file that a process wrote for the clients of a subject. Disposing deletes it.</summary>
internal sealed class WorkFile : IDisposable
{
    private WorkFile(string path) => Path = path;

    public string Path { get; }

    public static async Task<WorkFile> WriteAsync(ProcessRecipe writer, CancellationToken cancellationToken)
    {
        var file = new WorkFile(System.IO.Path.GetTempFileName());
        try
        {
            await OneShot.RunAsync(writer with { Arguments = [.. writer.Arguments, file.Path] }, cancellationToken);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);
}
