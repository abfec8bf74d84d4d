using System.Diagnostics;
using Ringleader.LoadTests.Parts.Jobs;

namespace Ringleader.LoadTests.Tests.Parts.Jobs;

public sealed class ProcessFamilyTests
{
    [Fact]
    public async Task The_time_of_a_child_counts_also_when_it_has_ended()
    {
        TimeSpan before = ProcessFamily.CpuTimeOf(Environment.ProcessId);

        // A shell that counts for some hundredths of a second, in ticks of one of them.
        using Process child = Process.Start(new ProcessStartInfo("sh", ["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"]))!;
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(ProcessFamily.CpuTimeOf(Environment.ProcessId) - before > TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void The_parent_of_a_child_is_this_process()
    {
        using Process child = Process.Start(new ProcessStartInfo("sh", ["-c", "read line"]) { RedirectStandardInput = true })!;

        int parent = ProcessFamily.ParentOf(child.Id);

        child.StandardInput.Close();
        Assert.Equal(Environment.ProcessId, parent);
    }
}
