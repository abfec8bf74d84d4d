using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

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
            var work = handle(JobArguments.Read(job, arguments), context);
            return work.IsCompletedSuccessfully ? default : FinishAsync(work);
        };
    }

    /// <summary>A delegate with a result.</summary>
    public static JobInvocation Of<TJob, TResult>(JobJson forms, Func<TJob, JobContext, Task<TResult>> handle)
    {
        var arguments = forms.Find<TJob>();
        var result = forms.Find<TResult>();
        return (job, context) => FinishAsync(handle(JobArguments.Read(job, arguments), context), result);
    }

    /// <summary>A class without a result.</summary>
    public static JobInvocation OfClass<TJob, THandler>(JobJson forms)
        where THandler : class, IJobHandler<TJob> =>
        Of<TJob>(forms, static (job, context) => Make<THandler>(context).HandleAsync(job, context));

    /// <summary>A class with a result.</summary>
    public static JobInvocation OfClass<TJob, TResult, THandler>(JobJson forms)
        where THandler : class, IJobHandler<TJob, TResult> =>
        Of<TJob, TResult>(forms, static (job, context) => Make<THandler>(context).HandleAsync(job, context));

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

    private static THandler Make<THandler>(JobContext context)
        where THandler : class => (THandler?)context.Services.GetService(typeof(THandler)) ?? throw new InvalidOperationException(
            $"The handler '{typeof(THandler)}' is not in the container. Register it there, for example with AddJobs().AddHandler<{typeof(THandler).Name}>() or services.AddScoped<{typeof(THandler).Name}>().");

    private static async ValueTask<ReadOnlyMemory<byte>?> FinishAsync(Task work)
    {
        await work.ConfigureAwait(false);
        return null;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> FinishAsync<TResult>(Task<TResult> work, JsonTypeInfo<TResult> json)
    {
        var result = await work.ConfigureAwait(false);
        return result is null ? default(ReadOnlyMemory<byte>?) : JsonSerializer.SerializeToUtf8Bytes(result, json);
    }
}
