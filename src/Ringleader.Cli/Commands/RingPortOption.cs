using System.CommandLine;
using System.Globalization;
using Ringleader.TupleSpaces.Ring;

namespace Ringleader.Cli.Commands;

/// <summary>The option <c>--port</c> of commands that mean a ring server of this machine.</summary>
internal static class RingPortOption
{
    public static Option<int> Create(string description)
    {
        var option = new Option<int>("--port")
        {
            Description = $"{description}; default {RingServerOptions.DefaultPort.ToString(CultureInfo.InvariantCulture)}",
            HelpName = "PORT",
            DefaultValueFactory = static _ => RingServerOptions.DefaultPort,
        };
        option.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !ushort.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"'{token.Value}' is no port. Use 0 to 65535.");
            }
        });
        return option;
    }
}
