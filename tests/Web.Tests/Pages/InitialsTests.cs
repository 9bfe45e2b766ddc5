using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Tests.Pages;

internal sealed class InitialsTests
{
    [TestCase("Ana Ribeiro", "AR")]
    [TestCase("ana maria de souza", "AS")]
    [TestCase("Élis", "É")]
    [TestCase("24 Horas", "H")]
    [TestCase("João (cel)", "J")]
    [TestCase("𝒜na Lima", "𝒜L")]
    [TestCase("(11) 98765-0001", "?")]
    [TestCase("", "?")]
    [TestCase(null, "?")]
    public void Words_that_begin_with_a_letter_have_one(string? name, string initials) =>
        Assert.That(Initials.Of(name), Is.EqualTo(initials));
}
