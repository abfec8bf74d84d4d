namespace Ringleader.Jobs.Stateful;

/// <summary>Says which methods of a stateful worker can be called. Nothing else of it can.</summary>
/// <typeparam name="TSelf">The worker itself.</typeparam>
public interface IStatefulWorker<TSelf>
    where TSelf : StatefulWorker, IStatefulWorker<TSelf>
{
    /// <summary>Adds the methods, each under the name that callers use and durable calls are stored with.</summary>
    /// <example>
    /// <code>
    /// public static void Offer(WorkerMethods&lt;Billing&gt; methods) => methods
    ///     .Add&lt;Invoice, decimal&gt;("charge", (worker, invoice, call) => worker.ChargeAsync(invoice, call.Stop));
    /// </code>
    /// </example>
    static abstract void Offer(WorkerMethods<TSelf> methods);
}
