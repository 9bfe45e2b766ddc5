using System.Globalization;
using System.Text.RegularExpressions;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Tests.Persistence;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmVoice.Web.Tests.Security.Access;

/// <summary>
/// An organization of which every text can be told from all others: one row at least of every type that belongs to an organization, and in
/// each of their texts a word that stands nowhere else. What is a number, an id of Twilio's or a hash is such a word by itself.
/// </summary>
internal sealed partial class Marked
{
    private readonly CrmVoiceApp app;
    private Rows rows = new();
    private int words;

    private Marked(CrmVoiceApp app) => this.app = app;

    /// <summary>Columns of words that are ours or a machine's, and tell nothing of anybody.</summary>
    public static IReadOnlySet<string> OurWords { get; } =
        new HashSet<string>
        {
            // Four characters, fields of settings, and countries.
            "ApiTokens.Ending",
            "AuditEntries.Changes",
            "Numbers.Country",
            "PriceLists.Country",
            "Organizations.CallingLimits",
            "Organizations.OpeningHours",
            "CallEvents.Type",
            "Calls.EndedBy_Role",
            "Calls.Language",
            "CallSteps.Kind",
            "CallSteps.Effect",
            "CarrierRequests.Kind",
            "InboundWebhooks.Webhook",
            "Memberships.Language",
            "Organizations.Country",
            "Organizations.Language",
            "Organizations.TimeZone",
            // Times and states of a leg; the names of fields that were refused; a key of the program's own.
            "CallLegs.Reports",
            // A number in it stands as JSON writes it.
            "Calls.Transfers",
            // Ids and times of calls.
            "MissedCallers.Calls",
            "RefusalSamples.Webhook",
            "IdempotentCalls.Key",
        };

    public OrganizationId Id => rows.Organization;

    public Tenant Tenant { get; private set; } = null!;

    /// <summary>What an id in an address or a form stands for, by its name; null where nobody has said.</summary>
    public string? RowOf(string template, string name) =>
        name.ToUpperInvariant() switch
        {
            "CALLID" => $"{Call}",
            "RECORDINGID" => $"{Recording}",
            "LEGID" => $"{Leg}",
            "TRANSFERID" => $"{Transfer}",
            "REQUESTID" => $"{Request}",
            "CONTACTID" => $"{Contact}",
            "OPPORTUNITYID" => $"{Opportunity}",
            "MEMBERID" or "AGENTID" => $"{Member}",
            "INVITATIONID" => $"{Invitation}",
            "TOKENID" => $"{Token}",
            // No call comes from the one that is removed.
            "INSTEAD" => "",
            "VERIFICATIONID" => $"{Verification}",
            "ID" when template is "settings/numbers/{id:guid}/removal" => $"{CallerId}",
            "ID" when template.StartsWith("settings/numbers/", StringComparison.Ordinal) => $"{Number}",
            "USER" => $"{Person}",
            "ORGANIZATIONID" => $"{Id.Value}",
            "KEY" => WebhookKey,
            "NUMBERID" => $"{Number}",
            "ID" when template.StartsWith("missed-calls/", StringComparison.Ordinal) => $"{Missed}",
            "ID" when template.StartsWith("voicemails/", StringComparison.Ordinal) => $"{Voicemail}",
            "FILE" => "hold.wav",
            "ID" when template.StartsWith("contacts", StringComparison.Ordinal) => $"{Contact}",
            "ID"
                when template.StartsWith("calls/", StringComparison.Ordinal)
                    || template.StartsWith("api/v1/calls/", StringComparison.Ordinal) => $"{Call}",
            "ID" when template is "webhooks/retries" => $"{Webhook}",
            _ => null,
        };

    public Guid Call { get; private set; }

    public string RecordingSid { get; private set; } = "";

    private Guid Recording { get; set; }

    private Guid Leg { get; set; }

    private Guid Transfer { get; set; }

    private Guid Request { get; set; }

    private Guid Contact { get; set; }

    private Guid Opportunity { get; set; }

    private Guid Member { get; set; }

    private Guid Person { get; set; }

    private Guid Invitation { get; set; }

    private Guid Token { get; set; }

    private Guid Number { get; set; }

    private Guid Missed { get; set; }

    private Guid Voicemail { get; set; }

    // A number of the organization's own that was verified; nothing comes from it.
    private Guid CallerId { get; set; }

    private Guid Verification { get; set; }

    private long Webhook { get; set; }

    private string WebhookKey { get; set; } = "";

    /// <summary>Founds it; the call in it is the agent's.</summary>
    public static async Task<Marked> CreateOrganizationAsync(CrmVoiceApp app, Func<Tenant, Task<Agent>> hire)
    {
        var marked = new Marked(app);
        await marked.StoreAsync(hire);
        return marked;
    }

    /// <summary>All rows of the organization as they stand in the database, by table.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Row>>> ReadAsync()
    {
        await using var scope = app.Enter(Id, out var db);
        await db.Database.OpenConnectionAsync();
        var read = new SortedDictionary<string, IReadOnlyList<Row>>(StringComparer.Ordinal);
        foreach (var type in OwnedTypes(db))
        {
            read[type.GetTableName()!] = await ReadAsync(db, $"""SELECT * FROM "{type.GetTableName()}" WHERE "OrganizationId" = @id""");
        }

        read["Organizations"] = await ReadAsync(db, """SELECT * FROM "Organizations" WHERE "Id" = @id""");
        read["AspNetUsers"] = await ReadAsync(
            db,
            """SELECT * FROM "AspNetUsers" WHERE "Id" IN (SELECT "UserId" FROM "Memberships" WHERE "OrganizationId" = @id)""");
        return read;
    }

    /// <summary>
    /// Everything that nobody of another organization may ever read: the words that were planted, numbers, ids of Twilio's, hashes.
    /// </summary>
    public static IReadOnlySet<string> SecretsIn(IEnumerable<Row> rows) =>
        rows.SelectMany(row => row.Texts).SelectMany(text => SecretsIn(text.Value)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> SecretsIn(string text) => Secret().Matches(text).Select(found => found.Value.TrimStart('+'));

    public static IReadOnlyList<IEntityType> OwnedTypes(CrmVoiceDbContext db) =>
        [.. db.Model.GetEntityTypes().Where(type => typeof(IOrganizationOwned).IsAssignableFrom(type.ClrType))];

    public static IEnumerable<string> EnumColumns(CrmVoiceDbContext db) =>
        OwnedTypes(db)
            .Append(db.Model.FindEntityType(typeof(Organization))!)
            .SelectMany(type =>
                Properties(type)
                    .Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum)
                    .Select(property => $"{type.GetTableName()}.{property.GetColumnName()}"));

    private static IEnumerable<IProperty> Properties(ITypeBase type) =>
        type.GetProperties().Concat(type.GetComplexProperties().SelectMany(part => Properties(part.ComplexType)));

    private async Task StoreAsync(Func<Tenant, Task<Agent>> hire)
    {
        await StoreOrganizationAsync();
        var agent = await hire(Tenant);
        await using var scope = app.Enter(Id, out var db);
        var callerId = Domain.Organizations.Number.Add(Id, PhoneNumber.Parse("+551140000009"), "BR", "Rec", position: 1, Rows.Noon);
        callerId.Bind(NumberOrigin.Verified, $"PN{Id.Value:N}", hasVoice: true, hasSms: false);
        IReadOnlyList<IOrganizationOwned> all = [.. rows.OneOfEach(), callerId];
        db.AddRange(all);
        var call = all.OfType<Call>().Single();
        Finish(call);
        Transfer = AddTransfer(db.Entry(call)).Value;
        Person = all.OfType<Membership>().Single().UserId.Value;
        db.Add(PersonOf(Person));
        Belongs(db.Entry(call), nameof(Domain.Calls.Call.AgentId), new MembershipId(agent.Id));
        Belongs(db.Entry(call), nameof(Domain.Calls.Call.ContactId), all.OfType<Contact>().Single().Id);
        Belongs(db.Entry(call), nameof(Domain.Calls.Call.OpportunityId), all.OfType<Opportunity>().Single().Id);
        // Nothing that a background service would take up meanwhile.
        db.Entry(all.OfType<CarrierRequest>().Single()).Property(request => request.State).CurrentValue = CarrierRequestState.Done;
        db.Entry(all.OfType<IdempotentAnswerRow>().Single()).Property(answer => answer.CreatedAt).CurrentValue = DateTimeOffset.UtcNow;
        foreach (var member in await db.Set<Membership>().ToListAsync())
        {
            Plant(db.Entry(member));
        }

        all.ToList().ForEach(row => Plant(db.Entry(row)));
        await db.SaveChangesAsync();
        (Call, Contact, Opportunity) = (
            call.Id.Value,
            all.OfType<Contact>().Single().Id.Value,
            all.OfType<Opportunity>().Single().Id.Value);
        (Recording, Leg, RecordingSid) = (call.Recordings[0].Id.Value, call.Legs[0].Id.Value, call.Recordings[0].Sid);
        (Member, Invitation) = (all.OfType<Membership>().Single().Id.Value, all.OfType<Invitation>().Single().Id.Value);
        (Token, Number) = (all.OfType<ApiToken>().Single().Id, all.OfType<Number>().First().Id.Value);
        CallerId = callerId.Id.Value;
        Missed = all.OfType<MissedCaller>().Single().Id;
        Voicemail = all.OfType<Voicemail>().Single().Id;
        Verification = all.OfType<CallerIdVerification>().Single().Id.Value;
        Request = all.OfType<CarrierRequest>().Single().Id;
        (Webhook, WebhookKey) = (all.OfType<InboundWebhook>().Single().Id, all.OfType<InboundWebhook>().Single().Key);
    }

    private async Task StoreOrganizationAsync()
    {
        Tenant = await app.CreateOrganizationAsync(
            "en",
            new CallSettings { Texts = [new SpokenTexts("en", Voice: null, Word(), Word(), Word(), Word(), Word(), Word(), Word())] });
        rows = new Rows { Organization = Tenant.Id };
        await using var scope = app.Enter(Id, out var db);
        Plant(db.Entry(await db.Set<Organization>().SingleAsync()));
        await db.SaveChangesAsync();
    }

    private static void Finish(Call call)
    {
        call.EditNotes("", Rows.Noon);
        call.MergeLeg(
            LegRole.Agent,
            call.Legs[0].CallSid!,
            parentCallSid: null,
            new LegReport(LegStatus.Completed, Rows.Noon.AddSeconds(9), FactSource.Callback, 9),
            Rows.Noon.AddSeconds(9));
        call.RecordNoContactLeg(Rows.Noon.AddSeconds(10));
        call.PlanCheck(null);
        _ = call.TakeEvents();
    }

    // As if it had been in a room.
    private static TransferId AddTransfer(EntityEntry<Call> call)
    {
        var (from, to) = (call.Entity.Legs[0].Id, call.Entity.Legs[^1].Id);
        var transfer = new Transfer(TransferId.New(), TransferKind.Cold, from, to, call.Entity.AgentId!.Value, Rows.Noon)
        {
            ToNumber = "+5511933335555",
            EndedAt = Rows.Noon,
            Result = TransferResult.Returned,
        };
        call.Property(row => row.Transfers).CurrentValue = new List<Transfer> { transfer };
        return transfer.Id;
    }

    private ApplicationUser PersonOf(Guid id)
    {
        var email = $"{Word()}@people.example";
        return new ApplicationUser
        {
            Id = id,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            SecurityStamp = "x",
        };
    }

    private static void Belongs(EntityEntry row, string property, object id) => row.Property(property).CurrentValue = id;

    // Whatever is a text and no word of ours, no number, no id and no hash becomes a word that is found again.
    private void Plant(EntityEntry row)
    {
        foreach (var property in row.Properties.Where(property => property.Metadata.ClrType == typeof(string) && !property.Metadata.IsKey())
        )
        {
            var text = property.CurrentValue as string ?? "";
            if (!OurWords.Contains($"{row.Metadata.GetTableName()}.{property.Metadata.GetColumnName()}") && !Secret().IsMatch(text)
                && property.Metadata.GetMaxLength() is not < 40)
            {
                property.CurrentValue = text switch
                {
                    _ when text.Contains('@', StringComparison.Ordinal) => $"{Word()}@people.example",
                    _ when text.StartsWith('{') => $$"""{"word":"{{Word()}}"}""",
                    _ => Word(),
                };
            }
        }
    }

    private string Word() => string.Create(CultureInfo.InvariantCulture, $"Marmelo{++words:0000}");

    private async Task<IReadOnlyList<Row>> ReadAsync(CrmVoiceDbContext db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@id", Id.Value);
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync();
        List<Row> read = [];
        while (await reader.ReadAsync())
        {
            read.Add(
                new Row([
                    .. Enumerable
                        .Range(0, reader.FieldCount)
                        .Select(column => KeyValuePair.Create(reader.GetName(column), reader.GetValue(column))),
                ]));
        }

        return read;
    }

    [GeneratedRegex(@"Marmelo\d{4}|\b(CA|RE|AC|SK|PN)[0-9a-f]{32}\b|\+\d{10,15}|\b[0-9a-f]{64}\b|CfDJ8[\w-]+", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    internal sealed record Row(IReadOnlyList<KeyValuePair<string, object>> Columns)
    {
        /// <summary>What stands in it that is neither empty, nor an id of ours, nor an amount.</summary>
        public IEnumerable<KeyValuePair<string, string>> Texts =>
            Columns
                .Where(column => column.Value is string text && IsText(text))
                .Select(column => KeyValuePair.Create(column.Key, (string)column.Value));

        // When a token was last used is written down a little later, whatever came of it.
        public override string ToString() =>
            string.Join(
                ' ',
                Columns.Where(column => column.Key is not "LastUsedAt")
                    .Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Key}={column.Value}")));

        private static bool IsText(string text) =>
            text is not ("" or "[]")
            && !Guid.TryParse(text, out _)
            && (text.StartsWith('+') || !decimal.TryParse(text, CultureInfo.InvariantCulture, out _));
    }
}
