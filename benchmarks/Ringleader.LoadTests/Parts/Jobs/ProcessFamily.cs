using System.Globalization;

namespace Ringleader.LoadTests.Parts.Jobs;

/// <summary>CPU time of a process and its children, those that have ended too, as /proc tells it in ticks of 10 ms.</summary>
internal static class ProcessFamily
{
    private const int TicksPerSecond = 100;

    public static TimeSpan CpuTimeOf(int parent)
    {
        long ticks = TicksOf(parent, parent);
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int process) && process != parent)
            {
                ticks += TicksOf(process, parent);
            }
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    public static int ParentOf(int process) => (int)Number(FieldsOf(process)[1]);

    private static long TicksOf(int process, int parent)
    {
        try
        {
            // State, parent, and eleven fields on: user, system, and those of the children that have ended and were waited for.
            string[] fields = FieldsOf(process);
            bool isParent = process == parent;
            return isParent || Number(fields[1]) == parent
                ? fields[11..(isParent ? 15 : 13)].Sum(Number)
                : 0;
        }
        catch (IOException)
        {
            // It ended between the listing and the look; from now on its parent's figures hold it.
            return 0;
        }
    }

    /// <summary>What follows the name, which is in parentheses and may hold spaces.</summary>
    private static string[] FieldsOf(int process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static long Number(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
