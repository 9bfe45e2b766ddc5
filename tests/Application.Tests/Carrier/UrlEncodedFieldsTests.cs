using CrmVoice.Application.Carrier.Contracts;

namespace CrmVoice.Application.Tests.Carrier;

internal sealed class UrlEncodedFieldsTests
{
    [TestCase("", "")]
    [TestCase("?", "")]
    [TestCase("a=1&b=2", "a:1|b:2")]
    [TestCase("?a=1", "a:1")]
    [TestCase("b=2&a=1&A=3&b=1", "b:2|a:1|A:3|b:1")]
    [TestCase("ToZip=&CalledZip=", "ToZip:|CalledZip:")]
    [TestCase("a&=v&&b=x=y", "a:|:v|b:x=y")]
    [TestCase("City=S%C3%A3o+Paulo&To=%2B5511", "City:São Paulo|To:+5511")]
    [TestCase("a=%20x%0A", "a: x\n")]
    [TestCase("a=%&b=%2&c=%zz&d=%+1&e=100%", "a:%|b:%2|c:%zz|d:% 1|e:100%")]
    [TestCase("a=%00", "a:\0")]
    [TestCase("a=%C3", "a:\uFFFD")]
    public void Fields_are_read_as_they_came(string text, string fields) =>
        Assert.That(string.Join('|', UrlEncodedFields.Read(text).Select(field => $"{field.Key}:{field.Value}")), Is.EqualTo(fields));
}
