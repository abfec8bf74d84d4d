using Ringleader.Generators.Emitting;

namespace Ringleader.Generators.Contracts;

/// <summary>Writes the file of one contract.</summary>
internal static class ContractEmitter
{
    public static string Emit(ContractModel contract)
    {
        var writer = SourceFile.Begin(contract.Namespace);
        new ProxyEmitter(writer, contract).Emit();
        writer.Line();
        new DispatcherEmitter(writer, contract).Emit();
        return writer.ToString();
    }
}
