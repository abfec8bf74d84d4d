namespace Ringleader.Conformance.Jobs.History;

/// <summary>A fault that a <see cref="FaultyJobStore"/> made.</summary>
public sealed class InjectedFaultException(string message) : RingleaderException(message)
{
    public override bool IsTransient => true;
}
