using System.Globalization;
using System.Security.Cryptography;

namespace Ringleader.Jobs.Tests.Schedules;

/// <summary>Random numbers whose seed is printed, and taken from the variable <c>RINGLEADER_SEED</c> when a run is to be repeated.</summary>
internal static class SeededRandom
{
    public static Random Create(ITestOutputHelper output)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("RINGLEADER_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"RINGLEADER_SEED={seed}");
        return new Random(seed);
    }
}
