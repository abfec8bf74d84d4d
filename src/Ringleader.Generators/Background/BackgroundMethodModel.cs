namespace Ringleader.Generators.Background;

/// <summary>One method that enqueues when it is called.</summary>
/// <param name="Owner">Its class.</param>
/// <param name="Kind">The name of the kind of jobs.</param>
/// <param name="Signature">Modifiers, result and name, as the declaration has them.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Client">The expression that gives the client to enqueue with.</param>
/// <param name="Work">What is done in the background.</param>
internal sealed record BackgroundMethodModel(
    BackgroundOwner Owner,
    string Kind,
    string Signature,
    EquatableArray<BackgroundParameterModel> Parameters,
    string Client,
    BackgroundWork Work)
{
    /// <summary>What else the attribute says, as assignments.</summary>
    public EquatableArray<string> Settings { get; init; }
}
