using System.Collections.Specialized;
using System.Text.Json;
using CrmVoice.Infrastructure.Twilio;
using CrmVoice.Tests;
using Twilio.Security;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class TwilioSignatureTests
{
    private const string Url = "https://crm.example.com/twilio/status";

    private static readonly KeyValuePair<string, string>[] form = [new("CallSid", "CA1"), new("CallStatus", "completed")];

    [TestCaseSource(nameof(Vectors))]
    public void Our_tests_sign_as_twilio_does(Vector vector) =>
        Assert.That(LikeTwilio.Sign(vector.Token, vector.Url, vector.Params), Is.EqualTo(vector.Signature));

    [TestCaseSource(nameof(Vectors))]
    public void Twilios_package_accepts_by_itself_what_twilio_signed(Vector vector)
    {
        Assert.That(new RequestValidator(vector.Token).Validate(vector.Url, vector.Params, vector.Signature), Is.True);
        Assert.That(new RequestValidator(vector.Token + "0").Validate(vector.Url, vector.Params, vector.Signature), Is.False);
    }

    [TestCaseSource(nameof(Vectors))]
    public void Accepts_what_twilio_signed(Vector vector) =>
        Assert.That(TwilioSignature.IsValid(vector.Token, vector.Url, TwilioSignature.Join(vector.Params), vector.Signature), Is.True);

    [TestCaseSource(nameof(Vectors))]
    public void Refuses_another_token(Vector vector) =>
        Assert.That(
            TwilioSignature.IsValid(vector.Token + "0", vector.Url, TwilioSignature.Join(vector.Params), vector.Signature),
            Is.False);

    [TestCaseSource(nameof(Vectors))]
    public void Refuses_an_added_field(Vector vector) =>
        Assert.That(
            TwilioSignature.IsValid(vector.Token, vector.Url, TwilioSignature.Join([.. vector.Params, new("X", "1")]), vector.Signature),
            Is.False);

    // Columns of the table in twilio-facts, section 1: what the header was signed for, what we know ourselves as.
    [TestCase("https://h/p", "https://h/p", true)]
    [TestCase("https://h/p", "https://h:443/p", true)]
    [TestCase("https://h:443/p", "https://h/p", true)]
    [TestCase("https://h/p", "https://h:8443/p", true)]
    [TestCase("https://h:8443/p", "https://h:8443/p", true)]
    [TestCase("http://h:8080/p?x=1:2", "http://h:8080/p?x=1:2", true)]
    [TestCase("http://h:80/p", "http://h/p", true)]
    [TestCase("https://[::1]/p", "https://[::1]:8443/p", true)]
    [TestCase("https://[::1]:443", "https://[::1]", true)]
    [TestCase("https://h:8443/p", "https://h/p", false)]
    [TestCase("http://h:8080/p", "http://h/p", false)]
    [TestCase("http://h/p", "https://h/p", false)]
    [TestCase("https://h/p/", "https://h/p", false)]
    [TestCase("https://h/a%20b", "https://h/a b", false)]
    public void Tries_the_address_with_and_without_its_port(string signedFor, string configured, bool isValid) =>
        Assert.That(
            TwilioSignature.IsValid("t", configured, TwilioSignature.Join(form), LikeTwilio.Sign("t", signedFor, form)),
            Is.EqualTo(isValid));

    [Test]
    public void Repeated_fields_count_once_each_in_order_as_in_twilios_node_package()
    {
        KeyValuePair<string, string>[] repeated = [new("Digits", "b"), new("Digits", "a"), new("Digits", "b")];
        Assert.That(
            TwilioSignature.IsValid("t", Url, TwilioSignature.Join(repeated), LikeTwilio.Sign("t", Url + "DigitsaDigitsb", [])),
            Is.True);
    }

    /// <summary>What we add to Twilio's package. Where this fails, the package has learned it, and ours can go.</summary>
    [Test]
    public void Twilios_package_refuses_by_itself_what_we_accept_beside_it()
    {
        var package = new RequestValidator("t");
        var repeated = new NameValueCollection { { "Digits", "a" }, { "Digits", "b" } };
        Assert.That(package.Validate(Url, repeated, LikeTwilio.Sign("t", Url, [new("Digits", "a"), new("Digits", "b")])), Is.False);
        Assert.That(package.Validate("https://h:443/p", new NameValueCollection(), LikeTwilio.Sign("t", "https://h/p", [])), Is.False);
        Assert.That(package.Validate("https://h", new NameValueCollection(), LikeTwilio.Sign("t", "https://h:443", [])), Is.False);
    }

    [TestCase("nonsense")]
    [TestCase("https://")]
    [TestCase("https://exa mple/p")]
    [TestCase("https://127.1/p")]
    [TestCase("https://h:99999/p")]
    public void An_address_that_is_none_is_refused_and_no_error(string url) =>
        Assert.That(TwilioSignature.IsValid("t", url, TwilioSignature.Join(form), LikeTwilio.Sign("t", Url, form)), Is.False);

    [Test]
    public void Sorts_by_code_unit_and_keeps_spaces_and_line_feeds()
    {
        KeyValuePair<string, string>[] fields = [new("a", " x\n"), new("_", "u"), new("B", ""), new("A", "é")];
        Assert.That(TwilioSignature.IsValid("t", Url, TwilioSignature.Join(fields), LikeTwilio.Sign("t", Url + "AéB_ua x\n", [])), Is.True);
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("é")]
    public void Refuses_what_is_no_signature(string signature) =>
        Assert.That(TwilioSignature.IsValid("t", Url, TwilioSignature.Join(form), signature), Is.False);

    /// <summary>No webhook of ours has one yet: the package knows how.</summary>
    [TestCaseSource(nameof(JsonVectors))]
    public void A_json_body_is_signed_through_its_hash(Vector vector)
    {
        Assert.That(new RequestValidator(vector.Token).Validate(vector.Url, vector.Body, vector.Signature), Is.True);
        Assert.That(new RequestValidator(vector.Token).Validate(vector.Url, vector.Body + " ", vector.Signature), Is.False);
        Assert.That(new RequestValidator("other").Validate(vector.Url, vector.Body, vector.Signature), Is.False);
        Assert.That(new RequestValidator(vector.Token).Validate(vector.Url.Split('?')[0], vector.Body, vector.Signature), Is.False);
    }

    private static IEnumerable<TestCaseData> JsonVectors() => Read().Where(vector => vector.Body is not null).Select(Named);

    private static IEnumerable<TestCaseData> Vectors() => Read().Select(Named);

    private static TestCaseData Named(Vector vector) => new TestCaseData(vector).SetArgDisplayNames(vector.Id);

    private static Vector[] Read()
    {
        using var file = typeof(TwilioSignatureTests).Assembly.GetManifestResourceStream("signature-vectors.json")!;
        return JsonSerializer.Deserialize<Vector[]>(file, JsonSerializerOptions.Web)!;
    }

    public sealed record Vector(string Id, string Token, string Url, Dictionary<string, string> Params, string Signature, string? Body);
}
