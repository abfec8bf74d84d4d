using System.Data;
using System.Data.Common;

namespace Ringleader.Jobs.Tests.Enqueuing;

/// <summary>A transaction of no database.</summary>
internal sealed class PlainTransaction : DbTransaction
{
    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    protected override DbConnection? DbConnection => null;

    public override void Commit()
    {
    }

    public override void Rollback()
    {
    }
}
