using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Notes;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;

namespace CrmVoice.Application.Tests.Calls;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class MergeCallNotesTests(DatabaseProvider database)
{
    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task All_that_is_written_at_the_same_instant_is_there()
    {
        string[] lines = [.. Enumerable.Range(0, 6).Select(line => $"line {line}")];

        await Task.WhenAll(lines.Select(line => crm.SendAsync(new MergeCallNotes(call, line, ""))));

        var notes = await crm.SendAsync(new GetCallNotes(call));
        Assert.That(notes.Text.Split('\n'), Is.EquivalentTo(lines));
        Assert.That(notes.Version, Is.EqualTo(6));
    }

    [Test]
    public async Task Whoever_changes_what_another_changed_is_told_what_stands_there()
    {
        await crm.SendAsync(new EditCallNotes(call, "at three"));
        await crm.SendAsync(new MergeCallNotes(call, "at four", "at three"));

        Assert.That(
            () => crm.SendAsync(new MergeCallNotes(call, "never", "at three")),
            Throws.TypeOf<NotesChangedException>().With.Property(nameof(NotesChangedException.Notes)).EqualTo("at four"));
    }

    [Test]
    public void Only_those_write_whose_call_it_is() =>
        Assert.That(() => crm.SendAsync(new MergeCallNotes(call, "x", ""), crm.Colleague), Throws.TypeOf<ForbiddenException>());
}
