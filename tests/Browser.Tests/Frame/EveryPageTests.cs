using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

[Parallelizable(ParallelScope.Children)]
internal sealed class EveryPageTests : BrowserTest
{
    private static readonly string[] grave = ["serious", "critical"];

    // What is right need not be described: that takes axe longer than looking at it.
    private static readonly AxeRunOptions violationsOnly = new() { ResultTypes = [ResultType.Violations] };

    private static readonly TestCaseData[] together = InBothLanguages(Place.All.Where(place => !place.IsAlone));
    private static readonly TestCaseData[] alone = InBothLanguages(Place.All.Where(place => place.IsAlone));

    [TestCaseSource(nameof(together))]
    public Task A_page_can_be_used_by_everybody_on_a_desk_and_on_a_phone_in_light_and_dark(Place place, string language) =>
        EverybodyCanUseItAsync(place, language);

    // An agent has one call at a time, and of two who save the same form the later one is told.
    [TestCaseSource(nameof(alone)), NonParallelizable]
    public Task A_page_after_a_call_or_a_saving_can_be_used_by_everybody_too(Place place, string language) =>
        EverybodyCanUseItAsync(place, language);

    private async Task EverybodyCanUseItAsync(Place place, string language)
    {
        if (place.Complaint is not null)
        {
            Expected.AddRange([place.Complaint, "Response Status Error Code"]);
        }

        var visitor = place.Who is null ? await SomebodyAsync(language) : await SignedInAsync(place.Who.Reading(language));
        await place.Open(visitor);
        if (language == "pt-BR")
        {
            await visitor.LookAsync(Sizes.Desk, ColorScheme.Light);
            await AxeFindsNothingGraveAsync(visitor.Page);
            await visitor.LookAsync(Sizes.Phone, ColorScheme.Dark);
            await AxeFindsNothingGraveAsync(visitor.Page);
        }
        else
        {
            // The other words; what axe looks at is the same in both languages.
            await visitor.LookAsync(Sizes.Desk, ColorScheme.Dark);
            await visitor.LookAsync(Sizes.Phone, ColorScheme.Light);
        }

        Assert.That(await Borders.ComplaintsAsync(visitor.Page), Is.Empty, "borders that hardly show");
        await WordsAreWordsAndFitAsync(visitor.Page, language);
        await LettersCanBeReadAsync(visitor);
    }

    private static async Task WordsAreWordsAndFitAsync(IPage page, string language)
    {
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        var seen = await page.EvaluateAsync<string>(
            """
            () => [document.title, document.body.innerText, ...[...document.querySelectorAll('[title],[aria-label],[placeholder],[alt]')]
              .flatMap(e => ['title', 'aria-label', 'placeholder', 'alt'].map(name => e.getAttribute(name) ?? ''))].join('\n')
            """);
        var sideways = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(WordKeys.In(seen), Is.Empty, "keys in place of words");
            Assert.That(sideways, Is.Zero, "pixels to scroll sideways on a phone");
        }
    }

    private static async Task LettersCanBeReadAsync(Visitor visitor)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var size in new[] { Sizes.Phone, Sizes.Tablet, Sizes.Desk })
            {
                await visitor.Page.SetViewportSizeAsync(size.Width, size.Height);
                Assert.That(await Legibility.ComplaintsAsync(visitor.Page), Is.Empty, $"letters at {size.Width} px");
            }

            Assert.That(
                await visitor.Page.EvaluateAsync<string[]>(
                    "() => [...document.fonts].filter(font => font.status === 'loaded').map(font => `${font.family} ${font.weight}`)"),
                Is.SupersetOf(["Inter 400", "Inter 600"]),
                "the typeface is there");
        }
    }

    private static async Task AxeFindsNothingGraveAsync(IPage page)
    {
        // A live part may be exchanged while axe looks at it: what is wrong is still wrong at a second look.
        var violations = await GraveAsync(page) is { Length: > 0 } ? await GraveAsync(page) : [];
        Assert.That(violations, Is.Empty, $"axe at {page.ViewportSize!.Width} px");
    }

    private static async Task<string[]> GraveAsync(IPage page) =>
        [
            .. (await page.RunAxe(violationsOnly))
                .Violations.Where(violation => grave.Contains(violation.Impact))
                .Select(violation =>
                    $"{violation.Id}: {violation.Help}\n{string.Join('\n', violation.Nodes.Select(node => $"   {node.Html}\n   {string.Join("; ", node.Any.Select(check => check.Message))}"))}"
                ),
        ];

    private static TestCaseData[] InBothLanguages(IEnumerable<Place> places) =>
    [
        .. from place in places
           from language in new[] { "pt-BR", "en" }
           select new TestCaseData(place, language).SetArgDisplayNames(place.Name, language),
    ];
}
