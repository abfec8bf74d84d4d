namespace Ringleader.LoadTests.Roles.Druby;

internal sealed class SyncEcho : ISyncEcho
{
    public int Echo(int value) => value;
}
