using CrmVoice.Domain.Calls;

namespace CrmVoice.Domain.Tests.Calls;

public sealed class NotesMergeTests
{
    [TestCase("", "mine", "", "mine", TestName = "Only one wrote")]
    [TestCase("a", "a", "b", "b", TestName = "Only the other changed it")]
    [TestCase("a", "", "a", "", TestName = "Only one took it away")]
    [TestCase("a", "b", "b", "b", TestName = "Both wrote the same")]
    [TestCase("", "mine", "theirs", "theirs\nmine", TestName = "Both began")]
    [TestCase("a", "a\nmine", "a\ntheirs", "a\ntheirs\nmine", TestName = "Both added lines")]
    [TestCase("a", "a\n\nmine\nand more", "a\ntheirs", "a\ntheirs\n\nmine\nand more", TestName = "Both added several lines")]
    [TestCase("a\n", "a\nmine", "a\ntheirs", "a\ntheirs\nmine", TestName = "Both wrote on in the next line")]
    [TestCase(
        "Prefers mornings",
        "Prefers mornings, before ten",
        "Prefers mornings. Has a dog",
        "Prefers mornings. Has a dog\nPrefers mornings, before ten",
        TestName = "Both wrote on in the same line")]
    [TestCase(
        "a\nwants to sp",
        "a\nwants to speak",
        "a\nwants to spend",
        "a\nwants to spend\nwants to speak",
        TestName = "Both went on with the same word")]
    [TestCase("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", TestName = "Different lines")]
    [TestCase("a\nb", "A\nb", "a\nB", "A\nB", TestName = "Neighbouring lines")]
    [TestCase("a", "A", "a\nb", "A\nb", TestName = "One changed the line that the other added behind")]
    [TestCase("a\nb\nc", "c", "a\nb\nc\nd", "c\nd", TestName = "One took away, the other added")]
    [TestCase("a\nb\nc", "a\nc", "a\nb\nC", "a\nC", TestName = "One took away the line before")]
    [TestCase("a\nb", "x\na\nb", "a\nb\ny", "x\na\nb\ny", TestName = "One added above, the other below")]
    [TestCase("a\nb", "a\nx\nb", "a\ny\nb", "a\ny\nx\nb", TestName = "Both added in between")]
    [TestCase("a", "", "a\nb", "b", TestName = "One took all away, the other added")]
    [TestCase("a\n\nb", "a\nb", "a\nx\nb", "a\nx\nb", TestName = "One took an empty line away, the other wrote into it")]
    [TestCase("e", "e\u0301 mine", "e\u0302 theirs", "e\u0302 theirs\ne\u0301 mine", TestName = "Both put an accent on the last letter")]
    [TestCase("👩", "👩\u200d💻", "👩\u200d🚀", "👩\u200d🚀\n👩\u200d💻", TestName = "Both went on with the same sign")]
    [TestCase(
        "",
        "mine",
        "theirs\nmine\nmore",
        "theirs\nmine\nmore",
        TestName = "What one wrote was stored already and more is there by now")]
    [TestCase("a", "b", "b\nmore", "b\nmore", TestName = "What one changed was stored already and more is there by now")]
    [TestCase("", "1", "10", "10\n1", TestName = "A line that begins like another is another")]
    [TestCase("a\rb", "a\nb\nmine", "x\r\na\r\nb", "x\na\nb\nmine", TestName = "Lines may end in any way")]
    [TestCase("a\r\nb", "a\nb\nmine", "a\r\nb", "a\nb\nmine", TestName = "Lines may end in another way")]
    [TestCase("a\nb", "a\nb", "a\r\nb", "a\r\nb", TestName = "What nobody touched stays as it is")]
    public void What_does_not_meet_is_put_together(string basis, string mine, string theirs, string merged) =>
        Assert.That(NotesMerge.Of(basis, mine, theirs), Is.EqualTo(merged));

    [TestCase("a", "b", "c")]
    [TestCase("a", "", "b")]
    [TestCase("a", "", "a, b")]
    [TestCase("a\nb\nc", "a\nB\nc", "a\nx\nc")]
    [TestCase("a\nb\nc", "a\nc", "a\nB\nc")]
    [TestCase("Call at three", "Call at four", "Call at three, with the map")]
    [TestCase("a\nb\nc\nd", "a\nX\nd", "a\nb\nC\nd")]
    public void Where_both_changed_the_same_words_people_decide(string basis, string mine, string theirs)
    {
        Assert.That(NotesMerge.Of(basis, mine, theirs), Is.Null);
        Assert.That(NotesMerge.Of(basis, theirs, mine), Is.Null, "whoever comes first");
    }

    [Test]
    public void Nothing_that_either_wrote_is_lost_and_nothing_comes_back([Random(0, int.MaxValue, 40)] int seed)
    {
        var random = new Random(seed);
        var basis = Enumerable.Range(0, random.Next(0, 12)).Select(line => $"line {line}").ToList();
        var (mine, theirs) = (Edited(basis, "mine", random), Edited(basis, "theirs", random));

        var merged = NotesMerge.Of(Text(basis), Text(mine), Text(theirs));

        if (merged is not null)
        {
            var lines = merged.Split('\n');
            Assert.That(mine.Concat(theirs).Where(line => !basis.Contains(line)), Is.SubsetOf(lines), "what was written");
            Assert.That(
                basis.Where(line => !mine.Contains(line) || !theirs.Contains(line)).Intersect(lines),
                Is.Empty,
                "what was taken away");
            Assert.That(lines.Where(line => line.Length > 0), Is.Unique);
        }
    }

    [Test]
    public void Two_that_go_on_typing_in_the_same_line_are_not_asked()
    {
        const string basis = "Prefers mornings";
        var stored = "Prefers mornings, has a dog";
        var known = basis;
        foreach (var mine in new[] { "Prefers mornings, b", "Prefers mornings, before", "Prefers mornings, before ten" })
        {
            stored = NotesMerge.Of(known, mine, stored)!;
            known = mine;
        }

        Assert.That(stored, Is.EqualTo("Prefers mornings, has a dog\nPrefers mornings, before ten"));
    }

    [Test]
    public void A_text_rewritten_from_end_to_end_does_not_take_for_ever()
    {
        var basis = string.Join('\n', Enumerable.Range(0, 4000));
        var (mine, theirs) = (string.Join('\n', Enumerable.Range(4000, 4000)), basis + "\nmore");
        Assert.That(NotesMerge.Of(basis, mine, theirs), Is.Null);
    }

    private static string Text(List<string> lines) => string.Join('\n', lines);

    private static List<string> Edited(List<string> basis, string by, Random random) =>
        [.. basis.SelectMany((line, index) => random.Next(6) switch
        {
            0 => new[] { line, $"{by} below {index}" },
            1 => [$"{by} in place of {index}"],
            2 => [],
            _ => [line],
        })];
}
