using System.Text;

namespace Ringleader.PostgreSql.Rows;

/// <summary>
/// Writes an array of texts as the server reads it, since an array of arrays of different lengths cannot be sent: <c>{"a","b \"c\""}</c>.
/// </summary>
internal static class TextArray
{
    public static string Write(IReadOnlyList<string> texts)
    {
        var array = new StringBuilder("{");
        foreach (var text in texts)
        {
            array.Append(array.Length == 1 ? "\"" : ",\"").Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return array.Append('}').ToString();
    }
}
