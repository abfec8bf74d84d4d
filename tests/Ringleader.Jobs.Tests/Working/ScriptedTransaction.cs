using System.Data;
using System.Data.Common;

namespace Ringleader.Jobs.Tests.Working;

/// <summary>A transaction that is committed from the start, or never.</summary>
internal sealed class ScriptedTransaction(bool commits) : DbTransaction
{
    public bool Commits => commits;

    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    protected override DbConnection? DbConnection => null;

    public override void Commit()
    {
    }

    public override void Rollback()
    {
    }
}
