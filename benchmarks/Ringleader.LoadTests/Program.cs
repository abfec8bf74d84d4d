using Ringleader.LoadTests;
using Ringleader.LoadTests.Roles;

// A role is one process of a subject. The driver starts it; it is not a command for people.
return args is ["role", var role, .. var arguments]
    ? await RoleProcess.RunAsync(role, arguments)
    : await LoadTestsCommand.RunAsync(args);
