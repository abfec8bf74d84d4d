using Ringleader.Jobs.Storage;
using Ringleader.Jobs.Types;

namespace Ringleader.Jobs;

/// <summary>
/// Runs around every attempt at a job, as middleware does around a request: for logging, tenants, transactions, error translation. Added
/// with <see cref="JobRegistry.UseMiddleware{TMiddleware}"/>.
/// </summary>
public interface IJobMiddleware
{
    /// <summary>Runs around one attempt.</summary>
    /// <param name="execution">The job, its arguments, and after <paramref name="next"/> its result.</param>
    /// <param name="next">
    /// The rest: the middleware that was added later, and the handler. It throws what they throw; what this method throws instead is the
    /// error of the attempt. If it is not called, the handler does not run and the job succeeds without a result.
    /// </param>
    Task InvokeAsync(JobExecution execution, Func<Task> next);
}

/// <summary>One attempt at a job, as middleware sees it.</summary>
public sealed class JobExecution
{
    private readonly JobKind _kind;
    private readonly ClaimedJob _job;
    private object? _arguments;

    internal JobExecution(JobKind kind, ClaimedJob job, JobContext context) => (_kind, _job, Context) = (kind, job, context);

    /// <summary>The stable name of the job's kind; that of the registered kind when the job was stored under an alias.</summary>
    public string Kind => _kind.Name;

    /// <summary>The attempt, as the handler sees it.</summary>
    public JobContext Context { get; }

    /// <summary>
    /// The object that the handler gets; read when it is first asked for. Null for calls of services, <see cref="BackgroundAttribute"/>
    /// methods and stateful workers, whose arguments are not one object: see <see cref="ArgumentsJson"/>.
    /// </summary>
    /// <exception cref="JobArgumentsException">The arguments cannot be read; let it pass, and the job fails as it would without middleware.</exception>
    public object? Arguments => _kind.Json is null ? null : _arguments ??= JobArguments.ReadObject(_job, _kind.Json);

    /// <summary>The arguments as they are stored, JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> ArgumentsJson => _job.Arguments;

    /// <summary>What the handler returned; null before it has, where it returns nothing, and where <see cref="Arguments"/> is null.</summary>
    public object? Result { get; internal set; }

    /// <summary>The result as it will be stored, JSON in UTF-8; null before the handler has returned, and where it returns nothing.</summary>
    public ReadOnlyMemory<byte>? ResultJson { get; internal set; }
}
