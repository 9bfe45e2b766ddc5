using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;

namespace CrmVoice.Infrastructure.Demo;

/// <summary>
/// Weeks of past calls, told to the model the way Twilio would have told them, so that every page has something true to show.
/// </summary>
internal sealed class DemoHistory(CrmVoiceDbContext db, Organization organization, DateTimeOffset now)
{
    private const int Days = 21;
    private const int MaxCallsADay = 5;

    // The same history on every machine.
    private readonly Random random = new(20261123);
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(organization.TimeZone);
    private int legsMade;

    public void Add(IReadOnlyList<Membership> agents, IReadOnlyList<Contact> contacts)
    {
        Contact[] callable = [.. contacts.Where(contact => contact.Phone is not null)];
        for (var day = Days; day >= 1; day--)
        {
            var date = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(-day);
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            foreach (var agent in agents)
            {
                var minute = 0;
                for (var count = random.Next(2, MaxCallsADay + 1); count > 0; count--)
                {
                    minute += random.Next(15, 110);
                    var local = date.AddHours(9).AddMinutes(minute).AddSeconds(random.Next(60));
                    Add(agent, callable[random.Next(callable.Length)], new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone)));
                }
            }
        }
    }

    private void Add(Membership agent, Contact contact, DateTimeOffset at)
    {
        var (from, settings, language) = (organization.TwilioAccount!.CallerId!, organization.CallSettings, organization.Language);
        var call = Call.Place(
            organization.Id,
            agent.Id,
            agent.Phone!,
            from,
            contact.Phone!,
            contact.Id,
            opportunityId: null,
            settings,
            language,
            at);
        var agentSid = NextSid();
        call.RecordCreateAccepted(agentSid, TimeSpan.Zero, at.AddSeconds(1));
        Hear(call, LegRole.Agent, agentSid, LegStatus.Initiated, at = at.AddSeconds(1));
        Hear(call, LegRole.Agent, agentSid, LegStatus.Ringing, at = at.AddSeconds(1));
        switch (random.Next(100))
        {
            case < 5:
                Hear(call, LegRole.Agent, agentSid, LegStatus.NoAnswer, at.AddSeconds(25), sipCode: 487);
                break;
            default:
                Hear(call, LegRole.Agent, agentSid, LegStatus.InProgress, at = at.AddSeconds(random.Next(3, 10)));
                DialContact(call, agentSid, at.AddSeconds(3));
                break;
        }

        MergePrices(call);
        call.PlanCheck(null); // nobody at Twilio knows of it
        Store(call);
    }

    private void DialContact(Call call, string agentSid, DateTimeOffset at)
    {
        var answered = at;
        var contactSid = NextSid();
        Hear(call, LegRole.Contact, contactSid, LegStatus.Initiated, at);
        var (status, machine, seconds, sip) = random.Next(100) switch
        {
            < 60 => (LegStatus.Completed, "human", random.Next(20, 620), 200),
            < 70 => (LegStatus.Completed, "machine_start", random.Next(6, 25), 200),
            < 80 => (LegStatus.Busy, null, 0, 486),
            < 96 => (LegStatus.NoAnswer, null, 0, 487),
            _ => (LegStatus.Failed, (string?)null, 0, 404),
        };
        if (status is not (LegStatus.Busy or LegStatus.Failed))
        {
            Hear(call, LegRole.Contact, contactSid, LegStatus.Ringing, at = at.AddSeconds(1));
            at = at.AddSeconds(status is LegStatus.NoAnswer ? 30 : random.Next(3, 18));
        }

        if (status is LegStatus.Completed)
        {
            Hear(call, LegRole.Contact, contactSid, LegStatus.InProgress, at, answeredBy: machine);
            at = at.AddSeconds(seconds);
        }
        else
        {
            at = at.AddSeconds(2);
        }

        Hear(call, LegRole.Contact, contactSid, status, at, status is LegStatus.Completed ? seconds : null, sip);
        var dial = new DialResult(
            status,
            contactSid,
            status is LegStatus.Completed,
            status is LegStatus.Completed ? seconds : null,
            AgentLegEnded: false);
        call.MergeDialResult(agentSid, new LegReport(LegStatus.InProgress, At: null, FactSource.Request), dial, at);
        at = at.AddSeconds(status is LegStatus.Completed ? 0 : 3);
        Hear(call, LegRole.Agent, agentSid, LegStatus.Completed, at, (int)(at - answered).TotalSeconds, 200);
    }

    private static void MergePrices(Call call)
    {
        foreach (var leg in call.Legs.Where(leg => leg.WasAnswered).ToList())
        {
            var price = 0.014m * Math.Max(1, ((leg.DurationSeconds ?? 0) + 59) / 60);
            var report = new LegReport(leg.Status, leg.EndedAt, FactSource.LookUp, leg.DurationSeconds, Price: price, PriceUnit: "USD");
            call.MergeLeg(leg.Role, leg.CallSid!, leg.ParentCallSid, report, call.ClosedAt!.Value.AddHours(3), StepKinds.LookedUp);
        }
    }

    private static void Hear(
        Call call,
        LegRole role,
        string sid,
        LegStatus status,
        DateTimeOffset at,
        int? seconds = null,
        int? sipCode = null,
        string? answeredBy = null)
    {
        var parent = role is LegRole.Contact ? call.AgentLeg!.CallSid : null;
        call.MergeLeg(
            role,
            sid,
            parent,
            new LegReport(status, At(at), FactSource.Callback, seconds, sipCode, answeredBy),
            at.AddMilliseconds(180));
    }

    // Twilio's times have whole seconds.
    private static DateTimeOffset At(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private string NextSid() => $"CA{DemoData.IdOf($"leg {organization.Name} {legsMade++}"):N}";

    private void Store(Call call)
    {
        db.Add(call);
        foreach (var taken in call.TakeEvents().OfType<CallStepTaken>())
        {
            db.Add(new CallStep(taken));
        }
    }
}
