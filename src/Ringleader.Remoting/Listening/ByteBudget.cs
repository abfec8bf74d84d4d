namespace Ringleader.Remoting.Listening;

/// <summary>
/// Bounds the memory that one server holds for messages: requests that arrive, what is decoded from them, and replies that wait
/// to be taken. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// <b>What is counted.</b> A buffer of up to <see cref="FreeBytes"/> is not: each connection may hold one in each direction, so
/// they are bounded by the places for connections, and calls of that size touch no lock. A larger message is paid for before
/// its buffer grows, and given back as soon as it was used. An incoming message is paid for when its length is declared, though
/// its buffer grows only as the bytes arrive: once for the buffer, once for the values decoded from it, which live until the
/// call is over. (Values can be larger than their bytes; how much larger is bounded by the codec's limits of elements.)
/// </para>
/// <para>
/// <b>Who gets how much.</b> An address may hold up to its own limit, and never more than is still free after that. By the
/// second rule the last bytes are never taken by those who hold many already: one greedy address leaves half, a hundred leave
/// one part in a hundred and one, and small calls need none. (The rule is known from switches as dynamic thresholds: Choudhury
/// and Hahne, IEEE/ACM Transactions on Networking 6, 1998.)
/// </para>
/// <para>
/// <b>What happens to the others.</b> A message that starts to arrive waits: its connection is not read from, so that TCP slows
/// the sender down, and goes on in order when bytes come back. It holds nothing while it waits; a message that holds bytes
/// already and needs more is refused instead, because messages that wait for each other would never end. A reply cannot wait,
/// as the values that it is made from need as much memory as itself, so it is refused, and an error takes its place. Time limits
/// for receiving and sending bring the bytes of slow peers back.
/// </para>
/// </remarks>
/// <param name="maximum">The most bytes in all, 1 or more.</param>
/// <param name="maximumPerAddress">The most bytes for one address, 1 or more.</param>
/// <param name="timeProvider">The clock for waiting.</param>
internal sealed class ByteBudget(long maximum, long maximumPerAddress, TimeProvider timeProvider)
{
    /// <summary>The size of a buffer that is not counted.</summary>
    public const int FreeBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, Share> _shares = [];
    private readonly LinkedList<ByteAccount> _waiting = new();
    private long _used;
    private long _peak;

    /// <summary>How many bytes are held now.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>The most bytes that were ever held.</summary>
    public long Peak => Volatile.Read(ref _peak);

    /// <summary>How many connections wait for bytes.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Opens the account of one connection.</summary>
    /// <param name="address">Whatever tells the peers apart that share a limit.</param>
    public ByteAccount Open(UInt128 address)
    {
        lock (_lock)
        {
            if (!_shares.TryGetValue(address, out var share))
            {
                share = new Share(address);
                _shares.Add(address, share);
            }

            share.Accounts++;
            return new ByteAccount(this, share);
        }
    }

    internal bool TryReserve(ByteAccount account, long bytes)
    {
        lock (_lock)
        {
            return TryReserveLocked(account, bytes);
        }
    }

    internal async ValueTask<bool> ReserveAsync(ByteAccount account, long bytes, TimeSpan limit)
    {
        Task<bool> granted;
        lock (_lock)
        {
            if (TryReserveLocked(account, bytes))
            {
                return true;
            }

            if (account.IsClosed || account.Held > 0 || bytes > Math.Min(maximumPerAddress, maximum / 2))
            {
                return false; // it would wait for itself
            }

            account.Wanted = bytes;
            account.Granted = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            granted = account.Granted.Task;
            _waiting.AddLast(account.Node);
        }

        try
        {
            return await granted.WaitAsync(limit, timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                if (account.Node.List is null)
                {
                    return !account.IsClosed; // granted, or closed, as the time ran out
                }

                _waiting.Remove(account.Node);
                return false;
            }
        }
    }

    internal void Return(ByteAccount account, long bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (!account.IsClosed)
            {
                Release(account, bytes);
                GrantWaiting();
            }
        }
    }

    internal void Close(ByteAccount account)
    {
        lock (_lock)
        {
            if (account.IsClosed)
            {
                return;
            }

            account.IsClosed = true;
            if (account.Node.List is not null)
            {
                _waiting.Remove(account.Node);
                account.Granted!.SetResult(false); // set before it was listed
            }

            Release(account, account.Held);
            if (--account.Share.Accounts == 0)
            {
                _shares.Remove(account.Share.Address);
            }

            GrantWaiting();
        }
    }

    private bool TryReserveLocked(ByteAccount account, long bytes)
    {
        if (account.IsClosed)
        {
            return false;
        }

        var held = account.Share.Used + bytes;
        if (held > maximumPerAddress || held > maximum - (_used + bytes))
        {
            return false;
        }

        account.Held += bytes;
        account.Share.Used = held;
        Volatile.Write(ref _used, _used + bytes);
        Volatile.Write(ref _peak, Math.Max(_peak, _used));
        return true;
    }

    private void Release(ByteAccount account, long bytes)
    {
        account.Held -= bytes;
        account.Share.Used -= bytes;
        Volatile.Write(ref _used, _used - bytes);
    }

    /// <summary>In order for each address; one that has to wait on does not hold up others.</summary>
    private void GrantWaiting()
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            var account = node.Value;
            if (!account.Share.IsStuck && TryReserveLocked(account, account.Wanted))
            {
                _waiting.Remove(node);
                account.Granted!.SetResult(true); // set before it was listed
            }
            else
            {
                account.Share.IsStuck = true;
            }

            node = next;
        }

        foreach (var account in _waiting)
        {
            account.Share.IsStuck = false;
        }
    }

    /// <summary>What one address holds.</summary>
    internal sealed class Share(UInt128 address)
    {
        public UInt128 Address { get; } = address;

        public int Accounts { get; set; }

        public long Used { get; set; }

        /// <summary>True while waiting connections are looked through, after one of this address that has to wait on.</summary>
        public bool IsStuck { get; set; }
    }
}

/// <summary>
/// What one connection holds of its server's <see cref="ByteBudget"/>. Reserving is for the owner of the connection, one at a
/// time; closing is for any thread.
/// </summary>
internal sealed class ByteAccount : IDisposable
{
    private readonly ByteBudget _budget;

    public ByteAccount(ByteBudget budget, ByteBudget.Share share)
    {
        _budget = budget;
        Share = share;
        Node = new LinkedListNode<ByteAccount>(this);
    }

    /// <summary>How many bytes it holds.</summary>
    public long Held { get; set; }

    internal ByteBudget.Share Share { get; }

    internal LinkedListNode<ByteAccount> Node { get; }

    internal TaskCompletionSource<bool>? Granted { get; set; }

    internal long Wanted { get; set; }

    internal bool IsClosed { get; set; }

    /// <summary>Takes bytes if they are free; false when they are not, or after <see cref="Dispose"/>.</summary>
    public bool TryReserve(long bytes) => _budget.TryReserve(this, bytes);

    /// <summary>
    /// Takes bytes, and waits for them if this account holds none. False when the time is over, when they would never come, or
    /// after <see cref="Dispose"/>.
    /// </summary>
    public ValueTask<bool> ReserveAsync(long bytes, TimeSpan limit) => _budget.ReserveAsync(this, bytes, limit);

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes) => _budget.Return(this, bytes);

    /// <summary>Gives everything back and ends a wait. Idempotent.</summary>
    public void Dispose() => _budget.Close(this);
}
