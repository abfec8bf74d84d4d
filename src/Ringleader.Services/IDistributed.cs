namespace Ringleader.Services;

/// <summary>A class with <see cref="DistributedAttribute"/>. The source generator implements it; nobody else needs to.</summary>
public interface IDistributed
{
    /// <summary>The name that the class is registered by: its simple name.</summary>
    static abstract string ClassName { get; }
}
