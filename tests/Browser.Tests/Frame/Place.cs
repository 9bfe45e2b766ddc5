using System.Globalization;
using System.Text.RegularExpressions;
using CrmVoice.Browser.Tests.Calls;
using CrmVoice.Browser.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>A page, or a state of one, that somebody can get to see.</summary>
internal sealed record Place(string Name, Person? Who, Func<Visitor, Task> Open)
{
    /// <summary>What the browser itself complains of there, rightly.</summary>
    public string? Complaint { get; init; }

    /// <summary>Somebody calls or saves on the way there: nobody else does the same at that time.</summary>
    public bool IsAlone { get; init; }

    public static readonly Place[] All =
    [
        new("sign-in", null, v => v.SignIn.OpenAsync()),
        new("sign-in-wrong", null, async v =>
        {
            await v.SignIn.OpenAsync();
            await v.SignIn.TryAsync("ana@aurora.example", "not this");
            await Expect(v.SignIn.Problem).ToContainTextAsync(v.Words.WrongPassword);
        }),
        new("choose-password", null, async v => await v.OpenAsync(await Run.App.MakePasswordLinkAsync(Person.Ana.Email))),
        new("choose-password-link-is-over", null, v => v.OpenAsync("/choose-password")) { Complaint = "404" },
        new("contacts", Person.Ana, v => v.Contacts.OpenAsync()),
        new("contacts-nothing-found", Person.Ana, v => v.OpenAsync("/contacts?q=zzz")),
        new("contacts-number", Person.Ana, v => v.OpenAsync("/contacts?q=11+91234-5678")),
        new("contacts-number-wrong", Person.Ana, v => v.OpenAsync("/contacts?q=11+8123-4567")),
        new("dial-pad", Person.Ana, async v =>
        {
            await v.Contacts.OpenAsync();
            await v.BeIdleAsync();
            await v.Page.Locator(".dial-pad-open").ClickAsync();
            await v.Page.Locator("#dial-pad-number").FillAsync("11 91234-5678");
            await Expect(v.Page.Locator("#dial-pad")).ToBeVisibleAsync();
        }),
        new("contact-new-suggestion", Person.Ana, async v =>
        {
            await v.OpenAsync("/contacts/new");
            await v.Main.Locator("[name=Name]").FillAsync("Vera");
            await v.Main.Locator("[name=Phone]").FillAsync("11 8123-4567");
            await v.Main.Locator("[type=submit]").ClickAsync();
            await Expect(v.Main.Locator(".suggestion")).ToBeVisibleAsync();
        })
        { Complaint = "422" },
        new("missed-calls", Person.Ana, v => v.OpenAsync("/missed-calls")),
        new("voicemails", Person.Ana, v => v.OpenAsync("/voicemails")),
        new("voicemails-to-hear", Person.Helena, HaveVoicemailsAsync) { IsAlone = true },
        new("missed-calls-to-call-back", Person.Helena, HaveMissedCallsAsync) { IsAlone = true },
        new("contact", Person.Ana, v => v.Contacts.OpenContactAsync("Carlos Lima")),
        new("contact-without-number", Person.Ana, v => v.Contacts.OpenContactAsync("Patrícia Xavier")),
        new("contact-for-somebody-without-phone", Person.Helena, v => v.Contacts.OpenContactAsync("Carlos Lima")),
        new("contact-new", Person.Ana, v => v.OpenAsync("/contacts/new")),
        new("contact-new-wrong", Person.Ana, async v =>
        {
            await v.OpenAsync("/contacts/new");
            await v.Main.Locator("[name=Name]").FillAsync("Vera");
            await v.Main.Locator("[name=Phone]").FillAsync("12");
            await v.Main.Locator("[type=submit]").ClickAsync();
            await Expect(v.Main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        })
        { Complaint = "422" },
        new("contact-new-restored", Person.Ana, async v =>
        {
            await v.OpenAsync("/contacts/new");
            await v.Main.Locator("[name=Name]").FillAsync("Vera");
            await v.Page.ReloadAsync();
            await Expect(v.Main.GetByText(v.Words.Restored)).ToBeVisibleAsync();
        }),
        new("contact-edit", Person.Ana, async v =>
        {
            await v.Contacts.OpenContactAsync("Carlos Lima");
            await v.OpenAsync(v.Page.Url + "/edit");
        }),
        new("calls", Person.Sofia, v => v.Calls.OpenAsync()),
        new("calls-filtered", Person.Ana, v => v.OpenAsync("/calls?result=contact-busy&state=ended")),
        new("calls-unreadable", Person.Sofia, v => v.OpenAsync("/calls?state=nonsense&agentId=ana&since=yesterday")),
        new("calls-inverted", Person.Ana, v => v.OpenAsync("/calls?since=2026-11-20&until=2026-11-02")),
        new("calls-of-a-contact", Person.Sofia, async v =>
        {
            await v.Contacts.OpenContactAsync("Carlos Lima");
            await v.Main.Locator("a[href*=contactId]").ClickAsync();
            await Expect(v.Main.Locator("#filter-contact")).ToBeVisibleAsync();
        }),
        new("calls-nothing-found", Person.Ana, v => v.OpenAsync("/calls?result=carrier-failed")),
        new("supervision", Person.Sofia, v => v.OpenAsync("/supervision")),
        new("supervision-filtered", Person.Sofia, v => v.OpenAsync("/supervision?show=help")),
        new("shortcuts", Person.Ana, async v =>
        {
            await v.Contacts.OpenAsync();
            await v.Page.Keyboard.PressAsync("?");
            await Expect(v.Page.Locator("#shortcuts")).ToBeVisibleAsync();
        }),
        new("call-answered", Person.Sofia, v => OpenCallAsync(v, "answered")),
        new("call-busy", Person.Sofia, v => OpenCallAsync(v, "contact-busy")),
        new("call-machine", Person.Sofia, v => OpenCallAsync(v, "contact-machine")),
        new("call-live", Person.Bruno, async v =>
        {
            await BeInACallAsync(v);
            await v.Bar.Name.ClickAsync();
            await Expect(v.Call.Result).ToHaveTextAsync(v.Words.Connected);
        })
        { IsAlone = true },
        new("call-live-notes", Person.Bruno, async v =>
        {
            await BeInACallAsync(v);
            await v.Bar.NotesButton.ClickAsync();
            await Expect(v.Bar.Notes).ToBeVisibleAsync();
        })
        { IsAlone = true },
        new("call-just-ended", Person.Bruno, async v =>
        {
            await BeInACallAsync(v);
            await v.Bar.HangUp.ClickAsync();
            await Expect(v.Bar.State).ToContainTextAsync(v.Words.Answered);
        })
        { IsAlone = true },
        new("call-notes-two-texts", Person.Sofia, async v =>
        {
            await HaveNotesChangeAsync(v);
            await v.Call.Notes.FillAsync("Não ligar mais");
            await Expect(v.Main.Locator("[data-notes-changed]")).ToBeVisibleAsync();
        })
        { IsAlone = true, Complaint = "412" },
        new("call-notes-two-texts-without-script", Person.Sofia, async v =>
        {
            await HaveNotesChangeAsync(v);
            await v.Call.Notes.EvaluateAsync("box => { box.value = 'Não ligar mais'; box.form.submit(); }");
            await Expect(v.Main.Locator("textarea")).ToHaveValueAsync("Ligar às quatro\nNão ligar mais");
        })
        { IsAlone = true, Complaint = "412" },
        new("call-estimated", Person.Sofia, HaveAClockBrokenAsync) { IsAlone = true },
        new("call-explained", Person.Sofia, async v =>
        {
            using var api = new Api(v.Person);
            var call = await api.CallAsync("+5511987650007");
            await v.OpenAsync($"/calls/{call}");
            await v.Call.DiagnoseAsync();
            await Expect(v.Main.Locator("[data-finding=repeated]")).ToBeVisibleAsync();
            await Expect(v.Call.Result).ToContainTextAsync(v.Words.Answered);
            await v.Main.Locator(".arrivals summary").First.ClickAsync();
            await v.Main.Locator(".raw summary").First.ClickAsync();
            await Expect(v.Main.Locator(".raw dl").First).ToContainTextAsync("CallSid");
            await v.Main.Locator(".carrier-records a").ClickAsync();
            await Expect(v.Main.Locator(".carrier-records .timeline")).ToContainTextAsync("/status");
        })
        { IsAlone = true },
        new("call-recorded", Person.Ana, async v =>
        {
            await v.OpenAsync($"/calls/{await RecordedCall.OfAnaAsync()}");
            await Expect(v.Main.Locator("[data-player][data-drawn]")).ToBeVisibleAsync();
            await v.Player.Position.PressAsync("ArrowRight");
        })
        { IsAlone = true },
        new("my-phone", Person.Ana, v => v.OpenAsync("/settings/my-phone")),
        new("my-security", Person.Ana, v => v.OpenAsync("/settings/my-security")),
        new("authenticator", Person.Ana, v => v.OpenAsync("/settings/my-security/authenticator")),
        new("my-phone-saved", Person.Sofia, async v =>
        {
            await v.OpenAsync("/settings/my-phone");
            await v.Main.Locator("select[name=Language]").SelectOptionAsync(v.Person.Language);
            await v.Main.Locator("[type=submit]").ClickAsync();
            await Expect(v.Toast).ToBeVisibleAsync();
        })
        { IsAlone = true },
        new("my-phone-to-confirm", Person.Bruno, async v =>
        {
            await v.OpenAsync("/settings/my-phone");
            // There are three codes an hour for it, and it waits from one time to the next.
            if (await v.Main.Locator("[name=Code]").CountAsync() == 0)
            {
                await v.Main.Locator("[name=Phone]").FillAsync("(11) 99999-5579");
                await v.Main.Locator("form:has([name=Phone]) [type=submit]").ClickAsync();
            }

            await v.Main.Locator("[name=Code]").FillAsync("1");
            await v.Main.Locator("form:has([name=Code]) [type=submit]").ClickAsync();
            await Expect(v.Main.Locator("#code-error")).Not.ToBeEmptyAsync();
        })
        { IsAlone = true, Complaint = "422" },
        new("api-tokens", Person.Ana, v => v.OpenAsync("/me/api-tokens")),
        new("api-token-created", Person.Bruno, async v =>
        {
            await v.OpenAsync("/me/api-tokens/new");
            await v.Main.Locator("[name=Name]").FillAsync("CRM");
            await v.Main.Locator("form:has([name=Name]) [type=submit]").ClickAsync();
            await Expect(v.Main.Locator(".link-to-copy input")).ToBeVisibleAsync();
            await v.Main.Locator("[data-token] [type=submit]").First.ClickAsync();
            await Expect(v.Toast).ToBeVisibleAsync();
        })
        { IsAlone = true },
        new("api-token-new", Person.Ana, async v =>
        {
            await v.OpenAsync("/me/api-tokens/new");
            await v.Main.Locator("[name=Lasts]").SelectOptionAsync("date");
            await Expect(v.Main.Locator("[name=EndsAt]")).ToBeVisibleAsync();
        }),
        new("twilio-account", Person.Helena, v => v.OpenAsync("/settings/twilio-account")),
        new("twilio-account-tested", Person.Helena, async v =>
        {
            await v.OpenAsync("/settings/twilio-account");
            await v.Main.GetByRole(AriaRole.Button, new() { Name = v.Words.TestConnection }).ClickAsync();
            await Expect(v.Main.GetByText(v.Words.ConnectionWorks)).ToBeVisibleAsync();
        }),
        new("twilio-account-wrong", Person.Helena, async v =>
        {
            await v.OpenAsync("/settings/twilio-account");
            await v.Main.Locator("[name=AccountSid]").FillAsync("AC12");
            await v.Main.GetByRole(AriaRole.Button).And(v.Page.Locator("[type=submit]")).First.ClickAsync();
            await Expect(v.Main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        })
        { Complaint = "422" },
        new("connection-test", Person.Rui, async v =>
        {
            await v.FirstSteps.ConnectAsync(FirstStepsTests.AccountSid, FirstStepsTests.AuthToken, "+1 415 555-0199");
            await v.FirstSteps.TestFromTheListAsync();
            await Expect(v.Main.Locator("[data-finding]").First).ToHaveAttributeAsync("data-finding", "caller-id-missing");
            await v.FirstSteps.Card.ClickAsync();
        })
        { IsAlone = true },
        new("contacts-first-steps", Person.Livia, async v =>
        {
            await v.Contacts.OpenAsync();
            await v.FirstSteps.Card.ClickAsync();
        }),
        new("organizations", Person.Helena, v => v.OpenAsync("/installation/organizations")),
        new("organization-new", Person.Helena, v => v.OpenAsync("/installation/organizations/new")),
        new("dialing-permissions", Person.Helena, v => CompareCountriesAsync(v)),
        new("number-voices", Person.Helena, v => CompareNumbersAsync(v)) { IsAlone = true },
        new("number-voices-set", Person.Helena, v => SetNumbersAsync(v)) { IsAlone = true },
        new("setup-check", Person.Helena, v => CheckSetupAsync(v)) { IsAlone = true },
        new("setup-check-without-account", Person.Livia, v => CheckSetupAsync(v)),
        new("first-steps", Person.Livia, v => v.FirstSteps.OpenAsync()),
        new("first-steps-test-call", Person.Nina, async v =>
        {
            await SetUpAsync(v);
            await v.FirstSteps.TestConnectionAsync();
            await v.FirstSteps.OpenAsync();
            await Expect(v.FirstSteps.Done).ToHaveCountAsync(3);
        })
        { IsAlone = true },
        new("numbers", Person.Helena, v => v.OpenAsync("/settings/numbers")),
        new("verify-number", Person.Helena, v => v.OpenAsync("/settings/numbers/verifications/new")),
        new("numbers-imported", Person.Helena, v => ImportNumbersAsync(v)) { IsAlone = true },
        new("number", Person.Helena, async v =>
        {
            await ImportNumbersAsync(v);
            await v.Main.Locator("[data-number] a").First.ClickAsync();
            await Expect(v.Main.Locator("[name=Label]")).ToBeVisibleAsync();
        })
        { IsAlone = true },
        new("call-settings", Person.Helena, v => v.OpenAsync("/settings/calls")),
        new("hold-audio", Person.Helena, v => v.OpenAsync("/settings/calls/hold-audio")),
        new("hold-audio-missing", Person.Helena, async v =>
        {
            await v.OpenAsync("/settings/calls/hold-audio");
            await v.Main.Locator("[type=submit]").First.ClickAsync();
            await Expect(v.Main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        })
        { Complaint = "422" },
        new("call-settings-to-hear", Person.Nina, async v =>
        {
            await SetUpAsync(v);
            await v.OpenAsync("/settings/calls");
        })
        { IsAlone = true },
        new("opening-hours", Person.Helena, v => v.OpenAsync("/settings/opening-hours")),
        new("opening-hours-refused", Person.Helena, async v =>
        {
            await v.OpenAsync("/settings/opening-hours");
            await v.Main.Locator("[name='Week[0].Hours']").FillAsync("nine to five");
            await v.Main.Locator("form:has([name=DaysOff]) [type=submit]").ClickAsync();
            await Expect(v.Main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        })
        { Complaint = "422" },
        new("calling-limits", Person.Helena, v => v.OpenAsync("/settings/calling-limits")),
        new("calling-limits-searched", Person.Helena, async v =>
        {
            await v.OpenAsync("/settings/calling-limits");
            await v.Main.Locator("[data-box-search]").FillAsync("sao tome");
            await Expect(v.Main.Locator("[data-box]:visible")).ToHaveCountAsync(1);
        }),
        new("calling-limits-own-country", Person.Helena, async v =>
        {
            await v.OpenAsync("/settings/calling-limits");
            await v.Main.Locator("[name=BlockedPrefixes]").FillAsync("+55");
            await v.Main.Locator("form:has([name=BlockedPrefixes]) [type=submit]").ClickAsync();
            await Expect(v.Main.Locator("[type=checkbox][name=BlocksOwnCountry]")).ToBeVisibleAsync();
        })
        { Complaint = "422" },
        new("sign-in-provider", Person.Helena, v => v.OpenAsync("/settings/sign-in-provider")),
        new("provider-sign-in-refused", null, v => v.OpenAsync($"/sign-in/organization/{Guid.Empty}")) { Complaint = "404" },
        new("people", Person.Helena, v => v.OpenAsync("/settings/people")),
        new("people-invited", Person.Helena, async v => await InviteAsync(v)) { IsAlone = true },
        new("invite", Person.Helena, v => v.OpenAsync("/settings/people/invitations/new")),
        new("invite-wrong", Person.Helena, async v =>
        {
            await v.OpenAsync("/settings/people/invitations/new");
            await v.Main.Locator("[name=Name]").FillAsync("Ana");
            await v.Main.Locator("[name=Email]").FillAsync(Person.Ana.Email);
            await v.Main.Locator("form:has([name=Email]) [type=submit]").ClickAsync();
            await Expect(v.Main.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        })
        { Complaint = "422" },
        new("invitation", Person.Helena, async v => await v.OpenAsync(await InviteAsync(v))) { IsAlone = true },
        new("invitation-is-over", null, v => v.OpenAsync("/invitation?token=made-up")) { Complaint = "404" },
        new("audit", Person.Helena, v => v.OpenAsync("/settings/audit")),
        new("audit-unreadable", Person.Helena, v => v.OpenAsync("/settings/audit?what=nonsense&since=yesterday")),
        new("audit-nothing-found", Person.Helena, v => v.OpenAsync("/settings/audit?until=2020-01-01")),
        new("phones", Person.Helena, v => v.OpenAsync("/settings/phones")),
        new("phones-restored", Person.Helena, async v =>
        {
            await v.OpenAsync("/settings/phones");
            await v.Main.Locator("[name=Phone]").First.FillAsync("11 91234-0001");
            await v.Page.ReloadAsync();
            await Expect(v.Main.GetByText(v.Words.Restored)).ToBeVisibleAsync();
        }),
        new("webhooks", Person.Helena, async v =>
        {
            await HaveAWebhookRefusedAsync(v);
            await v.Main.Locator("summary").First.ClickAsync();
        }),
        new("webhooks-for-supervisors", Person.Sofia, async v =>
        {
            await HaveAWebhookRefusedAsync(v);
            await Expect(v.Main.Locator("details")).ToHaveCountAsync(0);
        }),
        new("not-allowed", Person.Ana, v => v.OpenAsync("/settings/twilio-account")) { Complaint = "403" },
        new("not-found", Person.Ana, v => v.OpenAsync("/nowhere")) { Complaint = "404" },
        new(
            "refused",
            Person.Helena,
            async v =>
            {
                await v.Contacts.OpenAsync();
                await v
                    .Page.Locator("main")
                    .EvaluateAsync(
                        "() => htmx.ajax('POST', '/calls', { values: { To: '+5511987650001' }, swap: 'none', headers: { 'X-CSRF-TOKEN': document.querySelector('[name=__RequestVerificationToken]').value } })"
                    );
                await Expect(v.Toast).ToContainTextAsync(v.Words.NoOwnPhone);
            })
        {
            Complaint = "409",
        },
    ];

    public override string ToString() => Name;

    private static async Task ImportNumbersAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/settings/numbers");
        await visitor.Main.Locator("form[action$=imports] [type=submit]").ClickAsync();
        await Expect(visitor.Main.Locator("[name=DefaultNumber]")).ToBeVisibleAsync();
    }

    /// <returns>Where the link leads to, below the public address.</returns>
    private static async Task<string> InviteAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/settings/people/invitations/new");
        await visitor.Main.Locator("[name=Name]").FillAsync("Vera");
        await visitor.Main.Locator("[name=Email]").FillAsync($"{Guid.NewGuid():N}@people.example");
        await visitor.Main.Locator("form:has([name=Email]) [type=submit]").ClickAsync();
        var link = visitor.Main.Locator(".link-to-copy input");
        await Expect(link).ToBeVisibleAsync();
        return new Uri(await link.InputValueAsync()).PathAndQuery;
    }

    /// <summary>Somebody who is known and somebody who is not call a number, and nobody takes their calls.</summary>
    private static async Task HaveMissedCallsAsync(Visitor visitor)
    {
        await ImportNumbersAsync(visitor);
        var number = await visitor.Main.Locator("[data-number] a").First.GetAttributeAsync("href");
        var webhooks = $"/twilio/numbers/{Regex.Match(number!, "[0-9a-f]{8}-[0-9a-f-]{27}").Value}";
        foreach (var caller in new[] { "+5511987650001", "+5511912340000" })
        {
            (string, string)[] call =
            [
                ("CallSid", $"CA{Guid.NewGuid():N}"), ("Direction", "inbound"), ("From", caller), ("To", "+551140000001"),
            ];
            await Webhook.SendAsync($"{webhooks}/voice", [.. call, ("CallStatus", "ringing")]);
            await Webhook.SendAsync(
                $"{webhooks}/voice-status",
                [
                    .. call, ("CallStatus", "completed"), ("CallbackSource", "call-progress-events"), ("SequenceNumber", "0"), ("CallDuration", "9"),
                    ("Timestamp", DateTimeOffset.UtcNow.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)),
                ]);
        }

        await visitor.OpenAsync("/missed-calls");
        for (var tries = 0; tries < 50 && await visitor.Main.Locator("form.missed-closing").CountAsync() < 2; tries++)
        {
            await visitor.OpenAsync("/missed-calls");
        }

        await Expect(visitor.Main.Locator("form.missed-closing")).ToHaveCountAsync(2);
    }

    private static async Task HaveVoicemailsAsync(Visitor visitor)
    {
        await HaveMissedCallsAsync(visitor);
        await visitor.OpenAsync("/settings/numbers");
        var number = await visitor.Main.Locator("[data-number] a").First.GetAttributeAsync("href");
        foreach (var (caller, seconds) in new[] { ("+5511987650001", "42"), ("anonymous", "7") })
        {
            (string, string)[] call = [("CallSid", $"CA{Guid.NewGuid():N}"), ("Direction", "inbound"), ("From", caller), ("To", "+551140000001")];
            var asked = await Webhook.SendAsync(
                $"/twilio/numbers/{Regex.Match(number!, "[0-9a-f]{8}-[0-9a-f-]{27}").Value}/voice", [.. call, ("CallStatus", "ringing")]);
            await Webhook.SendAsync(
                Regex.Match(asked, "/twilio/calls/[0-9a-f-]{36}/recording").Value,
                [
                    call[0],
                    ("RecordingSid", $"RE{Guid.NewGuid():N}"),
                    ("RecordingStatus", "completed"),
                    ("RecordingDuration", seconds),
                    ("RecordingChannels", "1"),
                    ("RecordingSource", "RecordVerb"),
                ]);
        }

        await visitor.OpenAsync("/voicemails");
        for (var tries = 0; tries < 50 && await visitor.Main.Locator(".voicemail").CountAsync() < 2; tries++)
        {
            await visitor.OpenAsync("/voicemails");
        }

        await Expect(visitor.Main.Locator(".voicemail").Nth(1)).ToBeVisibleAsync();
    }

    private static async Task OpenCallAsync(Visitor visitor, string result)
    {
        using var api = new Api(visitor.Person);
        // The oldest stays the same, whatever other tests dial.
        await visitor.OpenAsync($"/calls/{(await api.CallsAsync($"result={result}&limit=200"))[^1]}");
    }

    /// <summary>The page of a call whose notes are changed elsewhere, while the page hears nothing of it.</summary>
    private static async Task HaveNotesChangeAsync(Visitor visitor)
    {
        using var api = new Api(visitor.Person);
        var call = (await api.CallsAsync("result=answered&limit=200"))[^1];
        await api.WriteNotesAsync(call, "Ligar às três");
        await visitor.Page.RouteAsync("**/notes/text", route => route.FulfillAsync(new() { Status = 204 }));
        await visitor.OpenAsync($"/calls/{call}");
        await api.WriteNotesAsync(call, "Ligar às quatro");
    }

    private static async Task CompareCountriesAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/settings/calling-limits/dialing-permissions");
        await Expect(visitor.Main.Locator("tr[data-country=BR]")).ToBeVisibleAsync();
    }

    /// <summary>A number that something else answers.</summary>
    private static async Task CompareNumbersAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/settings/numbers");
        await visitor.Main.Locator("form[action*='import'] [type=submit]").First.ClickAsync();
        await Expect(visitor.Toast).ToBeVisibleAsync();
        await visitor.OpenAsync("/settings/numbers/voice");
        await Expect(visitor.Main.Locator(".number-voice").First).ToBeVisibleAsync();
        while (await visitor.Main.Locator(".number-voice details").CountAsync() is > 0 and var left)
        {
            await visitor.Main.Locator(".number-voice summary").First.ClickAsync();
            await visitor.Main.Locator(".number-voice details [type=submit]").First.ClickAsync();
            await Expect(visitor.Main.Locator(".number-voice details")).ToHaveCountAsync(left - 1);
        }
    }

    /// <summary>It is set, and what undoing restores is shown.</summary>
    private static async Task SetNumbersAsync(Visitor visitor)
    {
        await CompareNumbersAsync(visitor);
        await visitor.Main.Locator(".number-voice .number-voice-set [type=submit]").First.ClickAsync();
        await Expect(visitor.Main.Locator("[data-outcome=done]")).ToBeVisibleAsync();
        await visitor.Main.Locator(".number-voice summary").First.ClickAsync();
    }

    private static async Task CheckSetupAsync(Visitor visitor)
    {
        await visitor.OpenAsync("/settings/setup-check");
        await Expect(visitor.Main.Locator("[data-check=phone]")).ToBeVisibleAsync();
    }

    private static async Task SetUpAsync(Visitor visitor)
    {
        await visitor.FirstSteps.ConnectAsync(FirstStepsTests.AccountSid, FirstStepsTests.AuthToken, FirstStepsTests.OwnedNumber);
        await visitor.FirstSteps.SetPhoneAsync("(11) 99999-5578");
    }

    /// <summary>Twilio tells a call by a clock that stands in 1970.</summary>
    private static async Task HaveAClockBrokenAsync(Visitor visitor)
    {
        using var api = new Api(visitor.Person);
        var call = (await api.CallsAsync("result=contact-busy&limit=200"))[^2];
        var leg = (await api.CallOfAsync(call))
            .GetProperty("legs")
            .EnumerateArray()
            .Single(leg => leg.GetProperty("role").GetString() == "contact")
            .GetProperty("callSid")
            .GetString()!;
        await Webhook.SendAsync(
            $"/twilio/calls/{call}/contact-status",
            ("CallSid", leg),
            ("CallStatus", "ringing"),
            ("Timestamp", "Thu, 01 Jan 1970 00:00:07 +0000"));
        var finding = visitor.Main.Locator("[data-finding=time-estimated]");
        for (var tries = 0; tries < 50 && await finding.CountAsync() == 0; tries++)
        {
            await visitor.OpenAsync($"/calls/{call}");
        }

        await Expect(finding).ToHaveCountAsync(1);
        await visitor.Call.DiagnoseAsync();
        await finding.ScrollIntoViewIfNeededAsync();
    }

    /// <summary>Anybody may send what is refused; it shows within seconds.</summary>
    private static async Task HaveAWebhookRefusedAsync(Visitor visitor)
    {
        var form = visitor.Page.APIRequest.CreateFormData();
        form.Set("AccountSid", "AC00000000000000000000000000000001");
        form.Set("CallStatus", "completed");
        await visitor.Page.APIRequest.PostAsync($"/twilio/calls/{Guid.NewGuid()}/agent-status", new() { Form = form });
        for (var tries = 0; tries < 50 && await visitor.Main.Locator(".hours").CountAsync() == 0; tries++)
        {
            await visitor.OpenAsync("/settings/webhooks");
        }

        await Expect(visitor.Main.Locator(".hours").First).ToBeVisibleAsync();
    }

    /// <summary>In the middle of a conversation, on the contacts' list.</summary>
    private static async Task BeInACallAsync(Visitor visitor)
    {
        await visitor.Contacts.OpenAsync();
        await visitor.BeLiveAsync();
        await Expect(visitor.Contact.CallButton("Carlos Lima")).ToBeEnabledAsync();
        Run.Sandbox.LetTheNextContactStay();
        await visitor.CallAsync("Carlos Lima");
        await Expect(visitor.Bar.State).ToContainTextAsync(visitor.Words.Connected);
    }
}
