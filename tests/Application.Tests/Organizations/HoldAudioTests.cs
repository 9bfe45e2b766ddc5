using CrmVoice.Application.Audit;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Sounds;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>The organization's own audio for whoever is on hold.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class HoldAudioTests(DatabaseProvider database)
{
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task It_is_kept_as_it_came_and_is_the_organizations_alone()
    {
        Assert.That(await PresentAsync(), Is.Null);

        await ChooseAsync(Sounds.Mp3(3), "calm.mp3");

        var present = (await PresentAsync())!;
        var file = await crm.SendAsync(new GetHoldAudioFile(present.Id), crm.Supervisor);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((present.Name, present.LengthSeconds, present.AddedAt), Is.EqualTo(("calm.mp3", 4, crm.Clock.GetUtcNow())));
            Assert.That((file.ContentType, file.Content.ToArray()), Is.EqualTo(("audio/mpeg", Sounds.Mp3(3))));
            Assert.That(await crm.SendAsync(new GetHoldAudio(), crm.Stranger), Is.Null);
            Assert.That(
                async () => await crm.SendAsync(new GetHoldAudioFile(present.Id), crm.Stranger),
                Throws.TypeOf<Common.NotFoundException>());
        }
    }

    [Test]
    public async Task Nothing_that_cannot_be_played_is_kept()
    {
        (byte[]? File, string Code)[] cases =
        [
            (null, "audio-missing"),
            ([], "audio-empty"),
            ([1, 2, 3], "audio-unknown"),
            (Sounds.Wav(2)[..99], "audio-broken"),
            (Sounds.Wav(0), "audio-too-short"),
            (Sounds.Mp3(601), "audio-too-long"),
            (new byte[AudioFile.MaxBytes + 1], "audio-too-large"),
        ];
        foreach (var (file, code) in cases)
        {
            var refused = Assert.ThrowsAsync<ValidationException>(() => ChooseAsync(file, "a.mp3"))!;
            Assert.That(refused.Errors.Select(error => (error.PropertyName, error.ErrorCode)), Is.EqualTo(new[] { ("File", code) }));
        }

        Assert.That(await StoredAsync(), Is.Zero);
    }

    [Test]
    public async Task A_call_has_what_there_was_when_it_was_placed_until_it_ends()
    {
        await ChooseAsync(Sounds.Wav(2), "first.wav");
        var first = (await PresentAsync())!;
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;

        await ChooseAsync(Sounds.Wav(3), "second.wav", first.Id);
        await DeleteLaterAsync();

        Assert.That(await crm.SendAsync(new GetHoldSound(call)), Is.EqualTo(new HoldAudioId(first.Id)));
        Assert.That((await crm.SendAsync(new GetHoldAudioFile(first.Id))).Content.ToArray(), Is.EqualTo(Sounds.Wav(2)));

        await crm.SendAsync(new HangUpCall(call));
        Assert.That((await crm.SeeAsync(call)).EndedAt, Is.Not.Null);
        await DeleteLaterAsync();

        Assert.That(async () => await crm.SendAsync(new GetHoldAudioFile(first.Id)), Throws.TypeOf<Common.NotFoundException>());
        Assert.That((await PresentAsync())?.Name, Is.EqualTo("second.wav"));
        var next = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;
        Assert.That(await crm.SendAsync(new GetHoldSound(next)), Is.EqualTo(new HoldAudioId((await PresentAsync())!.Id)));
    }

    [Test]
    public async Task What_was_removed_goes_an_hour_later_where_no_call_needs_it_and_our_music_is_back()
    {
        await ChooseAsync(Sounds.Wav(2), "first.wav");
        await crm.SendAsync(new RemoveHoldAudio($"{(await PresentAsync())!.Id}"), crm.Supervisor);
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;

        Assert.That(await PresentAsync(), Is.Null);
        Assert.That(await crm.SendAsync(new GetHoldSound(call)), Is.Null);
        crm.Clock.Advance(HoldAudioKeeper.Kept - TimeSpan.FromSeconds(1));
        await DeleteAsync();
        Assert.That(await StoredAsync(), Is.EqualTo(1), "a call may have been placed with it in that moment");
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await DeleteAsync();
        Assert.That(await StoredAsync(), Is.Zero);
        await crm.SendAsync(new RemoveHoldAudio(null), crm.Supervisor);
    }

    [Test]
    public async Task Whoever_changes_or_removes_what_somebody_else_changed_meanwhile_is_told()
    {
        await ChooseAsync(Sounds.Wav(2), "first.wav");
        var first = (await PresentAsync())!.Id;
        await ChooseAsync(Sounds.Wav(3), "second.wav", first);

        Assert.That(() => ChooseAsync(Sounds.Wav(4), "third.wav", first), Refused());
        Assert.That(() => ChooseAsync(Sounds.Wav(4), "third.wav"), Refused());
        Assert.That(() => crm.SendAsync(new RemoveHoldAudio($"{first}"), crm.Supervisor), Refused());
        Assert.That(((await PresentAsync())?.Name, await StoredAsync()), Is.EqualTo(("second.wav", 2)));
    }

    [Test]
    public async Task Other_call_settings_leave_it_as_it_is()
    {
        await ChooseAsync(Sounds.Wav(2), "first.wav");
        await crm.SendAsync(
            new ChangeCallSettings(25, 30, 240, AgentMustAccept: true, DetectMachines: false, Record: true, RecordDualChannel: true, []),
            crm.Supervisor);
        Assert.That((await PresentAsync())?.Name, Is.EqualTo("first.wav"));
    }

    [Test]
    public async Task The_audit_log_tells_of_it_by_ids()
    {
        await ChooseAsync(Sounds.Wav(2), "secret.wav");
        var id = $"{(await PresentAsync())!.Id}";
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await crm.SendAsync(new RemoveHoldAudio(id), crm.Supervisor);

        var told = (await crm.SendAsync(new ListAuditEntries())).Items;

        Assert.That(
            told.Select(entry => (entry.Action, entry.Changes.Single())),
            Is.EqualTo(new[]
            {
                (AuditAction.HoldAudioRemoved, new AuditedChange("hold-audio", id, null)),
                (AuditAction.HoldAudioChanged, new AuditedChange("hold-audio", null, id)),
            }));
    }

    [Test]
    public async Task What_cannot_be_played_any_more_is_told_at_the_start()
    {
        await ChooseAsync(Sounds.Wav(2), "first.wav");
        await crm.Hosted<HoldAudioKeeper>().CheckAsync(CancellationToken.None);
        Assert.That(crm.Log.Text, Is.Empty);

        await crm.LookAsync(db => db.HoldAudios.ExecuteUpdateAsync(set => set.SetProperty(audio => audio.Content, new byte[] { 1 })));
        await crm.Hosted<HoldAudioKeeper>().CheckAsync(CancellationToken.None);

        Assert.That(crm.Log.Text, Does.Contain($"{crm.Agent.OrganizationId.Value}").And.Contain("Unknown"));
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Refused() =>
        Throws.TypeOf<DomainRuleException>().With.Property("Code").EqualTo(RuleCodes.ConcurrentChange);

    private Task<Unit> ChooseAsync(byte[]? file, string name, Guid? seen = null) =>
        crm.SendAsync(new ReplaceHoldAudio(file is null ? (ReadOnlyMemory<byte>?)null : file, name, seen?.ToString()), crm.Supervisor);

    private Task<HoldAudioView?> PresentAsync() => crm.SendAsync(new GetHoldAudio(), crm.Supervisor);

    private Task<int> StoredAsync() => crm.LookAsync(db => db.HoldAudios.CountAsync());

    private Task DeleteLaterAsync()
    {
        crm.Clock.Advance(HoldAudioKeeper.Kept);
        return DeleteAsync();
    }

    private Task DeleteAsync() => crm.Hosted<HoldAudioKeeper>().DeleteRetiredAsync(CancellationToken.None);
}
