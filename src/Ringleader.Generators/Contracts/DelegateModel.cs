namespace Ringleader.Generators.Contracts;

/// <summary>The signature of a delegate that travels as a block or Proc.</summary>
internal sealed record DelegateModel(EquatableArray<ParameterModel> Parameters, ResultModel Result)
{
    /// <summary>How many arguments are sent.</summary>
    public int ArgumentCount => Parameters.Count(parameter => parameter.IsPositional);

    /// <summary>Whether the last parameter is a params array, which takes all further arguments.</summary>
    public bool TakesRest => Parameters.Any(parameter => parameter.Role == ParameterRole.Spread);
}
