namespace Ringleader.Services.Tests;

public sealed class ServiceAddressTests
{
    [Theory]
    [InlineData("distributed://app_1/User", "app_1", "User")]
    [InlineData("DISTRIBUTED://My.App/Admin::User", "My.App", "Admin::User")]
    public void An_address_is_read_with_upper_and_lower_case(string text, string application, string service) =>
        Assert.Equal(new ServiceAddress(application, service), ServiceAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("User")]
    [InlineData("distributed://")]
    [InlineData("distributed://app")]
    [InlineData("distributed://app/")]
    [InlineData("distributed:///User")]
    [InlineData("distributed://app/User/1")]
    [InlineData("distributed://app/User?x")]
    [InlineData("distributed://app /User")]
    [InlineData("druby://app/User")]
    public void Anything_else_is_refused_with_the_form_that_is_expected(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => ServiceAddress.Parse(text));

        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("distributed://application/Service", error.Message, StringComparison.Ordinal);
    }
}
