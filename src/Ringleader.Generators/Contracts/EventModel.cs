using Ringleader.Generators.Types;

namespace Ringleader.Generators.Contracts;

/// <summary>The handlers of an event.</summary>
/// <param name="Handler">Their type.</param>
/// <param name="Signature">What is sent to them.</param>
internal sealed record EventModel(WireType Handler, DelegateModel Signature);
