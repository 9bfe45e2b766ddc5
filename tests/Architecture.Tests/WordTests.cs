using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmVoice.Application.Common;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>A missing translation falls back to English without a sound, and a missing placeholder loses what was to be said.</summary>
internal sealed partial class WordTests
{
    [Test]
    public void The_word_files_are_all_here() =>
        Assert.That(Originals().Select(Path.GetFileName), Is.SupersetOf((string[])["Words.resx", "Problems.resx", "SpokenWords.resx"]));

    [TestCaseSource(nameof(Originals))]
    public void Every_language_of_the_screens_is_there(string original) =>
        Verdict.NoneOf(
            Languages.All.Skip(1).Select(language => Path.ChangeExtension(original, $"{language}.resx")).Except(Resources()),
            "Missing");

    [TestCaseSource(nameof(Translations))]
    public void A_translation_says_all_that_the_original_says_and_no_more(string original, string translation)
    {
        using var all = Assert.EnterMultipleScope();
        var (words, translated) = (WordsOf(original), WordsOf(translation));
        Verdict.NoneOf(Verdict.Some(words.Keys).Except(translated.Keys), $"Not in {translation}");
        Verdict.NoneOf(translated.Keys.Except(words.Keys), $"In {translation} only");
        Verdict.NoneOf(
            from word in words
            join other in translated on word.Key equals other.Key
            where !PlaceholdersOf(word.Value).SetEquals(PlaceholdersOf(other.Value))
            select $"{word.Key}: “{word.Value}” – “{other.Value}”",
            $"Other placeholders in {translation}");
    }

    [TestCaseSource(nameof(Resources))]
    public void No_word_is_empty_or_there_twice(string file)
    {
        using var all = Assert.EnterMultipleScope();
        var entries = Verdict.Some(EntriesOf(file));
        Verdict.NoneOf(entries.Where(entry => string.IsNullOrWhiteSpace(entry.Value)).Select(entry => entry.Key), $"Empty in {file}");
        Verdict.NoneOf(entries.CountBy(entry => entry.Key).Where(count => count.Value > 1).Select(count => count.Key), $"Twice in {file}");
    }

    // As paths below the product's folder, which are the same on every machine.
    private static IReadOnlyList<string> Resources() =>
        Verdict.Some(Files("*.resx", "src").Select(file => Path.GetRelativePath(Folder.FullName, file.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal));

    private static IReadOnlyList<string> Originals() => Verdict.Some(Resources().Where(file => Path.GetFileName(file).Count(character => character is '.') == 1));

    private static IReadOnlyList<object[]> Translations() => Verdict.Some(
        from original in Originals()
        from translation in Resources()
        where translation != original && translation.StartsWith(Path.ChangeExtension(original, null) + ".", StringComparison.Ordinal)
        select new object[] { original, translation });

    private static Dictionary<string, string> WordsOf(string file) => EntriesOf(file).DistinctBy(entry => entry.Key).ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> EntriesOf(string file) =>
        XDocument.Load(Path.Combine(Folder.FullName, file)).Root!.Elements("data").Select(entry => KeyValuePair.Create(entry.Attribute("name")!.Value, entry.Element("value")?.Value ?? ""));

    // A language may say a name twice or in another order; it may not leave it out.
    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"(?<!\{)\{(\d+)[^{}]*\}")]
    private static partial Regex Placeholder();
}
