using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>What is written in letters too small to read, in a weight that has no letters of its own, or in another typeface.</summary>
internal static class Legibility
{
    public const int SmallestPixels = 12;

    public static async Task<string[]> ComplaintsAsync(IPage page) =>
        await page.EvaluateAsync<string[]>(
            """
            smallest => {
              const written = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node => node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
              while (walker.nextNode()) written.push([walker.currentNode.parentElement, walker.currentNode.data.trim()]);
              for (const field of document.querySelectorAll('input, textarea, select')) written.push([field, field.name]);
              return [...new Set(written.filter(([element]) => element.getClientRects().length > 0).flatMap(([element, text]) => {
                const { fontSize, fontWeight, fontFamily } = getComputedStyle(element);
                const is = `${element.tagName.toLowerCase()}.${element.className}: ${text.slice(0, 40)}`;
                return [
                  parseFloat(fontSize) < smallest ? `${fontSize} ${is}` : '',
                  fontWeight !== '400' && fontWeight !== '600' ? `weight ${fontWeight} ${is}` : '',
                  /^(Inter,|SFMono)/.test(fontFamily) ? '' : `${fontFamily} ${is}`,
                ].filter(complaint => complaint);
              }))];
            }
            """,
            SmallestPixels);
}
