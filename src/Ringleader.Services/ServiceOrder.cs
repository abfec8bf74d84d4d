namespace Ringleader.Services;

/// <summary>The order of lists: by application and name, then by who registered it, so that two looks at the same ring are alike.</summary>
internal static class ServiceOrder
{
    public static IComparer<ServiceRegistration> ByName { get; } = Comparer<ServiceRegistration>.Create(Compare);

    private static int Compare(ServiceRegistration one, ServiceRegistration other)
    {
        var order = string.CompareOrdinal(one.Application, other.Application);
        order = order != 0 ? order : string.CompareOrdinal(one.Name, other.Name);
        order = order != 0 ? order : string.CompareOrdinal(one.Description, other.Description);
        return order != 0 ? order : string.CompareOrdinal(one.Target.ToString(), other.Target.ToString());
    }
}
