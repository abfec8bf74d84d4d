using System.Diagnostics.CodeAnalysis;

namespace Ringleader.Services.Registry;

/// <summary>What a ring server said, if it said anything.</summary>
internal readonly record struct Answer<T>(bool HasCome, T? Value)
{
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = Value;
        return HasCome;
    }
}
