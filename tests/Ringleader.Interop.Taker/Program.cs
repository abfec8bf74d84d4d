// Takes jobs under a lease and turns each into a done one, until it is killed: by itself, at the step that the second argument
// names, or by whoever started it. Arguments: the address of the space, the step or 0.
using System.Diagnostics;
using System.Globalization;
using Ringleader.TupleSpaces;

var doom = int.Parse(args[1], CultureInfo.InvariantCulture);
var step = 0;
await using var space = RemoteTupleSpace.Connect(args[0], new RemoteTupleSpaceOptions { TakeLease = TimeSpan.FromSeconds(1) });
await space.CountAsync(["job", null]);
Console.WriteLine("running");
while (true)
{
    Step();
    var taking = space.TakeAsync(["job", null]);
    Step();
    var taken = await taking;
    Step();
    var replacing = taken.ReplaceAsync(["done", taken.Tuple[1]]);
    Step();
    try
    {
        await replacing;
    }
    catch (LeaseLostException)
    {
        // On a machine this busy another has it by now.
    }
}

void Step()
{
    if (++step == doom)
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
