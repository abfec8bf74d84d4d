namespace Ringleader.Remoting.Marshal;

/// <summary>
/// Counts the work of reading the documents of one call, and asks now and then whether the values are still wanted.
/// </summary>
/// <remarks>
/// Limits on bytes and values do not bound the time: links let a document name one long text as the key of a Hash again and again
/// for two bytes each, and all of the text is hashed each time. See <see cref="MarshalOptions.MaxWork"/> for what is counted.
/// </remarks>
internal abstract class WorkMeter
{
    private long _spent;

    /// <summary>Begins the next call.</summary>
    public void Reset() => _spent = 0;

    /// <summary>Adds work that was done or is about to be done, in the units of <see cref="MarshalOptions.MaxWork"/>.</summary>
    /// <returns>All work of the call so far.</returns>
    public long Add(long units)
    {
        Check();
        return _spent += units;
    }

    /// <summary>Throws when nobody waits for the values any more.</summary>
    protected abstract void Check();
}
