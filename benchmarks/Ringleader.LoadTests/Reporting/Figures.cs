using System.Globalization;

namespace Ringleader.LoadTests.Reporting;

internal static class Figures
{
    /// <summary>Three digits or whole numbers: more would be noise. A dash for what was not measured.</summary>
    public static string Text(double value) => value switch
    {
        double.NaN => "–",
        < 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };
}
