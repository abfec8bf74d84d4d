using System.Text;

namespace Ringleader.Architecture.Tests;

/// <summary>The difference of two texts as a person reads it: what went and what came, below the nearest heading.</summary>
internal static class LineDifference
{
    /// <summary>Lines of the longest common subsequence are left out, but for the unindented heading above a change.</summary>
    public static string Show(string before, string after)
    {
        string[] old = before.Split('\n');
        string[] now = after.Split('\n');
        int[,] common = CommonLengths(old, now);
        StringBuilder text = new();
        string heading = "";
        (int o, int n) = (0, 0);
        while (o < old.Length || n < now.Length)
        {
            if (o < old.Length && n < now.Length && old[o] == now[n])
            {
                heading = now[n].StartsWith(' ') ? heading : now[n];
                (o, n) = (o + 1, n + 1);
                continue;
            }

            if (heading.Length > 0)
            {
                text.Append("  ").Append(heading).Append('\n');
                heading = "";
            }

            bool went = n == now.Length || (o < old.Length && common[o + 1, n] >= common[o, n + 1]);
            text.Append(went ? "- " : "+ ").Append(went ? old[o++] : now[n++]).Append('\n');
        }

        return text.ToString();
    }

    private static int[,] CommonLengths(string[] old, string[] now)
    {
        int[,] lengths = new int[old.Length + 1, now.Length + 1];
        for (int o = old.Length - 1; o >= 0; o--)
        {
            for (int n = now.Length - 1; n >= 0; n--)
            {
                lengths[o, n] = old[o] == now[n] ? lengths[o + 1, n + 1] + 1 : Math.Max(lengths[o + 1, n], lengths[o, n + 1]);
            }
        }

        return lengths;
    }
}
