using System.Globalization;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>What the formatter does not look at.</summary>
internal sealed class LineTests
{
    // A text is not broken for the sake of a line, nor is a statement of SQL.
    private static readonly string[] texts = ["\"", "EXEC "];

    [Test]
    public void No_line_of_code_is_longer_than_the_editor_configuration_says()
    {
        var limit = File.ReadLines(Path.Combine(Folder.FullName, ".editorconfig"))
            .Select(line => line.Split('='))
            .Where(setting => setting is ["max_line_length ", _])
            .Select(setting => int.Parse(setting[1], CultureInfo.InvariantCulture))
            .Single();
        Verdict.NoneOf(
            from file in Verdict.Some(Directory.EnumerateFiles(Path.Combine(Folder.FullName, "src"), "*.cs", SearchOption.AllDirectories))
            where !file.Contains("Migrations", StringComparison.Ordinal)
            from line in File.ReadLines(file)
            where line.Length > limit && !texts.Any(text => line.Contains(text, StringComparison.Ordinal))
            select $"{Path.GetFileName(file)}: {line.Trim()}",
            $"Longer than {limit} characters");
    }
}
