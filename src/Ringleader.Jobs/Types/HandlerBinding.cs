using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ringleader.Jobs.Storage;

namespace Ringleader.Jobs.Types;

/// <summary>Makes what runs a job from what the user gave: a delegate, or a class that the container makes.</summary>
internal static class HandlerBinding
{
    /// <summary>A delegate without a result.</summary>
    public static JobInvocation Of<TJob>(JobJson forms, Func<TJob, JobContext, Task> handle)
    {
        var arguments = forms.Find<TJob>();
        return (job, context) =>
        {
            var work = handle(Arguments(job, context, arguments), context);
            return work.IsCompletedSuccessfully ? default : FinishAsync(work);
        };
    }

    /// <summary>A delegate with a result.</summary>
    public static JobInvocation Of<TJob, TResult>(JobJson forms, Func<TJob, JobContext, Task<TResult>> handle)
    {
        var arguments = forms.Find<TJob>();
        var result = forms.Find<TResult>();
        return (job, context) => FinishAsync(handle(Arguments(job, context, arguments), context), result, context);
    }

    /// <summary>A class without a result.</summary>
    public static JobInvocation OfClass<TJob, THandler>(JobJson forms)
        where THandler : class, IJobHandler<TJob> =>
        Of<TJob>(forms, static (job, context) => Make<THandler>(context.Services, "handler", "AddHandler").HandleAsync(job, context));

    /// <summary>A class with a result.</summary>
    public static JobInvocation OfClass<TJob, TResult, THandler>(JobJson forms)
        where THandler : class, IJobHandler<TJob, TResult> =>
        Of<TJob, TResult>(forms, static (job, context) => Make<THandler>(context.Services, "handler", "AddHandler").HandleAsync(job, context));

    /// <summary>The job types that a class handles, each with what runs it.</summary>
    /// <exception cref="ArgumentException">It handles none.</exception>
    [RequiresDynamicCode("Makes generic methods for the job types that it finds.")]
    [RequiresUnreferencedCode("Finds job types through the interfaces of the handler.")]
    public static IEnumerable<(Type Job, Func<JobJson, JobInvocation> Bind)> OfInterfaces(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.Interfaces)] Type handler)
    {
        Type[] handled = [.. handler.GetInterfaces().Where(type =>
            type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IJobHandler<>) || type.GetGenericTypeDefinition() == typeof(IJobHandler<,>)))];
        if (handled.Length == 0)
        {
            throw new ArgumentException($"'{handler}' handles no jobs. Let it implement IJobHandler<TJob>, or IJobHandler<TJob, TResult> if it has a result.", nameof(handler));
        }

        return handled.Select(type =>
        {
            Type[] types = [.. type.GetGenericArguments(), handler];
            var method = typeof(HandlerBinding).GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Single(one => string.Equals(one.Name, nameof(OfClass), StringComparison.Ordinal) && one.GetGenericArguments().Length == types.Length);
            return (types[0], method.MakeGenericMethod(types).CreateDelegate<Func<JobJson, JobInvocation>>());
        });
    }

    /// <summary>Takes an object of the user's from the container.</summary>
    /// <param name="services">The container.</param>
    /// <param name="what">What it is, for the error.</param>
    /// <param name="method">What would have registered it there.</param>
    /// <exception cref="InvalidOperationException">The container has no such object.</exception>
    public static T Make<T>(IServiceProvider services, string what, string method)
        where T : class => (T?)services.GetService(typeof(T)) ?? throw new InvalidOperationException(
            $"The {what} '{typeof(T)}' is not in the container. Register it there, for example with AddJobs().{method}<{typeof(T).Name}>() or services.AddScoped<{typeof(T).Name}>().");

    /// <summary>The arguments; the object that middleware has seen, where there is middleware.</summary>
    private static TJob Arguments<TJob>(ClaimedJob job, JobContext context, JsonTypeInfo<TJob> json) =>
        context.Execution?.Arguments is TJob read ? read : JobArguments.Read(job, json);

    private static async ValueTask<ReadOnlyMemory<byte>?> FinishAsync(Task work)
    {
        await work.ConfigureAwait(false);
        return null;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> FinishAsync<TResult>(Task<TResult> work, JsonTypeInfo<TResult> json, JobContext context)
    {
        var result = await work.ConfigureAwait(false);
        context.Execution?.Result = result;
        return result is null ? default(ReadOnlyMemory<byte>?) : JsonSerializer.SerializeToUtf8Bytes(result, json);
    }
}
