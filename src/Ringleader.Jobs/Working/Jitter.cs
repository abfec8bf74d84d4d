using System.Security.Cryptography;

namespace Ringleader.Jobs.Working;

/// <summary>Random numbers that keep nodes from doing things at the same moment. Thread-safe.</summary>
/// <param name="random">The source; a test seeds it.</param>
internal sealed class Jitter(Random random)
{
    private readonly Lock _lock = new();

    public static Jitter Create() => new(new Random(RandomNumberGenerator.GetInt32(int.MaxValue)));

    /// <summary>0 to 1.</summary>
    public double Next()
    {
        lock (_lock)
        {
            return random.NextDouble();
        }
    }

    /// <summary>A time between two.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) => least + ((most - least) * Next());
}
