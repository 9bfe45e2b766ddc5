using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.PhoneNumbers;
using CrmVoice.Web.Api;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Http;

namespace CrmVoice.Web.Tests.Api;

internal sealed class RefusalTests
{
    private static readonly CultureInfo english = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo portuguese = CultureInfo.GetCultureInfo("pt-BR");

    [TestCase(RuleCodes.TwilioNotConfigured, 409, "twilio-not-configured")]
    [TestCase(RuleCodes.CallInProgress, 409, "call-in-progress")]
    [TestCase(RuleCodes.InvalidNumber, 422, "invalid-number")]
    [TestCase(RuleCodes.AgentPhoneInvalid, 422, "invalid-number")]
    [TestCase(RuleCodes.CallerIdInvalid, 422, "invalid-number")]
    [TestCase(RuleCodes.ContactNumberInvalid, 422, "invalid-number")]
    [TestCase(RuleCodes.OwnNumber, 422, "invalid-number")]
    [TestCase(RuleCodes.OrganizationNumber, 422, "invalid-number")]
    [TestCase(RuleCodes.ContactHasNoNumber, 422, "invalid-number")]
    [TestCase(RuleCodes.IdempotencyKeyReused, 422, "idempotency-key-reused")]
    [TestCase(RuleCodes.TextTooLong, 400, "validation")]
    [TestCase(RuleCodes.CountryNotAllowed, 403, "country-not-allowed")]
    [TestCase(RuleCodes.BlockedPrefix, 403, "blocked-prefix")]
    [TestCase(RuleCodes.TooManyRequests, 429, "too-many-requests")]
    [TestCase(RuleCodes.BudgetExhausted, 409, "budget-exhausted")]
    [TestCase(RuleCodes.NotPossibleNow, 409, "not-possible-now")]
    [TestCase("a-rule-of-tomorrow", 409, "a-rule-of-tomorrow")]
    public void A_broken_rule_has_the_status_that_was_promised(string rule, int status, string code)
    {
        var refusal = Refusal.Of(new DomainRuleException(rule, "Broken."));

        Assert.That((refusal.Status, refusal.Code), Is.EqualTo((status, code)));
    }

    [Test]
    public void Numbers_are_refused_for_their_own_reasons()
    {
        var details = new[]
        {
            RuleCodes.InvalidNumber,
            RuleCodes.OwnNumber,
            RuleCodes.OrganizationNumber,
            RuleCodes.ContactHasNoNumber,
            RuleCodes.AgentPhoneInvalid,
            RuleCodes.CallerIdInvalid,
            RuleCodes.ContactNumberInvalid,
        }.Select(rule => Problems.Describe(Refusal.Of(new DomainRuleException(rule, "Broken.")), portuguese, "1").Detail);

        Assert.That(details, Is.Unique.And.None.EqualTo("Broken."));
    }

    [TestCaseSource(nameof(Faults))]
    public void Every_fault_of_a_number_has_words_in_both_languages(NumberFault fault)
    {
        var (said, dito) = (
            NumberWords.Say(new NumberProblem(fault, "r.5"), english),
            NumberWords.Say(new NumberProblem(fault, "r.5"), portuguese));

        Assert.That(said, Is.Not.EqualTo(dito).And.Not.Empty);
    }

    [Test]
    public void The_suggestion_for_an_agents_own_phone_is_not_taken_for_the_number_to_call()
    {
        var problem = new NumberProblem(NumberFault.NinthDigitMissing, Suggestion: PhoneNumber.Parse("+5511987654321"));

        Assert.That(
            Refusal.Of(new DomainRuleException(RuleCodes.ContactNumberInvalid, "Broken.") { NumberProblem = problem }).Suggestion,
            Is.Not.Null);
        Assert.That(
            Refusal.Of(new DomainRuleException(RuleCodes.AgentPhoneInvalid, "Broken.") { NumberProblem = problem }).Suggestion,
            Is.Null);
        Assert.That(
            Refusal.Of(new DomainRuleException(RuleCodes.CallerIdInvalid, "Broken.") { NumberProblem = problem }).Suggestion,
            Is.Null);
    }

    [Test]
    public void A_code_without_words_tells_the_rules_own_sentence()
    {
        var problem = Problems.Describe(Refusal.Of(new DomainRuleException("a-rule-of-tomorrow", "Not today.")), english, "1");

        Assert.That((problem.Code, problem.Detail), Is.EqualTo(("a-rule-of-tomorrow", "Not today.")));
    }

    [Test]
    public void Exceptions_of_the_use_cases_are_told_apart_from_faults()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Refusal.Of(new NotFoundException("Call")).Status, Is.EqualTo(404));
            Assert.That(Refusal.Of(new ForbiddenException()).Status, Is.EqualTo(403));
            Assert.That(Refusal.Of(new ConcurrentChangeException(new InvalidOperationException())).Code, Is.EqualTo("concurrent-change"));
            Assert.That(Refusal.Of(new BadHttpRequestException("Too large.", 413)).Code, Is.EqualTo("payload-too-large"));
            Assert.That(Refusal.Of(new IOException("Bad chunk size data.", new OverflowException())).Code, Is.EqualTo("bad-request"));
            Assert.That(Refusal.Of(new IOException("Disk broken.")).Code, Is.EqualTo("internal"));
            Assert.That(
                Refusal.Of(new StorageUnavailableException(new InvalidOperationException()))
                    is { Status: 503, Code: "unavailable", RetryAfter: not null });
            Assert.That(Refusal.Of(new InvalidOperationException()).Code, Is.EqualTo("internal"));
        }
    }

    [Test]
    public void Fields_are_named_as_in_json()
    {
        var refusal = Refusal.Invalid([("To", "One."), ("To", "Two."), ("To", "One."), ("Agent.PhoneNumber", "Three.")]);

        Assert.That(refusal.Errors!["to"], Is.EqualTo(new[] { "One.", "Two." }));
        Assert.That(refusal.Errors, Contains.Key("agent.phoneNumber"));
    }

    [TestCaseSource(nameof(Codes))]
    public void Every_code_has_words_in_both_languages(string code)
    {
        foreach (var part in new[] { "title", "detail" })
        {
            Assert.That(Problems.Say($"{code}.{part}", english), Is.Not.EqualTo(Problems.Say($"{code}.{part}", portuguese)));
        }
    }

    [TestCaseSource(nameof(Limits))]
    public void Every_limit_has_words_of_its_own_in_both_languages_and_names_the_country(LimitRefusal limit)
    {
        var (said, dito) = (Say(english), Say(portuguese));

        Assert.That(said, Is.Not.EqualTo(dito).And.Not.StartsWith("A limit of the organization"));
        if (limit.Code is RuleCodes.CountryNotAllowed)
        {
            Assert.That(said, Does.Contain("Germany"));
            Assert.That(dito, Does.Contain("Alemanha"));
        }

        string Say(CultureInfo language) => Problems.Describe(Refusal.Of(limit.AsException()), language, "1").Detail;
    }

    [Test]
    public void Every_region_that_a_number_may_be_of_has_a_name_in_both_languages()
    {
        var regions = new LibPhoneNumbers().Regions;

        Assert.That(regions, Has.Count.GreaterThan(240));
        Assert.That(regions.Where(region => CountryNames.Of(region, english) == region), Is.Empty);
        Assert.That(CountryNames.Of("001", english), Is.EqualTo("International services"));
        Assert.That(CountryNames.Of("US", portuguese), Is.EqualTo("Estados Unidos"));
    }

    /// <summary>A code that nothing raises stands in no text: whoever reads of it waits for what never comes.</summary>
    [TestCase("Problems")]
    [TestCase("Words")]
    public void No_code_has_words_that_nothing_raises(string file)
    {
        var texts = new ResourceManager($"CrmVoice.Web.Resources.{file}", typeof(Problems).Assembly)
            .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .Select(entry => (string)entry.Key);
        var codes = file is "Problems"
            ? texts
                .Where(key => key.EndsWith(".title", StringComparison.Ordinal) || key.EndsWith(".detail", StringComparison.Ordinal))
                .Select(key => key[..key.LastIndexOf('.')])
            : texts
                .Where(key => key.StartsWith("error.", StringComparison.Ordinal))
                .Select(key => key["error.".Length..])
                .Except(["small-print", "unexpected"]);

        Assert.That(codes.Except(Codes()).Except(Rules()).Except(Limits().Select(limit => limit.Case)).Except(["forbidden.read-only"]), Is.Empty);
    }

    private static IEnumerable<LimitRefusal> Limits() =>
        from kind in Enum.GetValues<LimitKind>()
        let isOfNumber = kind <= LimitKind.PremiumRate
        from isOfOwnPhone in isOfNumber ? (bool[])[false, true] : [false]
        select new LimitRefusal(kind) { Region = isOfNumber ? "DE" : null, IsOfOwnPhone = isOfOwnPhone };

    private static NumberFault[] Faults() => Enum.GetValues<NumberFault>();

    internal static IEnumerable<string> Codes() =>
        [
            "validation",
            "unauthenticated",
            "forbidden",
            "not-found",
            "method-not-allowed",
            "concurrent-change",
            "notes-changed",
            "carrier-unavailable",
            "twilio-not-configured",
            "agent-phone-missing",
            "call-in-progress",
            "payload-too-large",
            "country-not-allowed",
            "blocked-prefix",
            "budget-exhausted",
            "not-possible-now",
            "unsupported-media-type",
            "invalid-number",
            "idempotency-key-reused",
            "too-many-requests",
            "internal",
            "unavailable",
            "bad-request",
        ];

    private static IEnumerable<string> Rules() =>
        typeof(RuleCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(rule => (string)rule.GetRawConstantValue()!);
}
