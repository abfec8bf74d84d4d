namespace Ringleader.Architecture.Tests;

/// <summary>Lets eng/accept.sh, and nothing else, replace what these tests compare with.</summary>
internal static class Acceptance
{
    private const string Variable = "RINGLEADER_ACCEPT";

    /// <summary>Writes the file when this kind of change is being accepted; else returns false.</summary>
    public static bool Write(string kind, string file, string text)
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(',').Contains(kind) != true)
        {
            return false;
        }

        string path = Path.Combine(Repository.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return true;
    }
}
