using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>The borders of fields and checkboxes stand out from what is around them: 3:1, WCAG 1.4.11.</summary>
internal static class Borders
{
    public static async Task<string[]> ComplaintsAsync(IPage page) =>
        await page.EvaluateAsync<string[]>(
            """
            () => {
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const luminance = color => {
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const ground = element => {
                for (let at = element; at; at = at.parentElement) {
                  const color = getComputedStyle(at).backgroundColor;
                  if (!/, 0\)$|^transparent$/.test(color)) return color;
                }
                return 'white';
              };
              const fields = [...document.querySelectorAll('main :is(input, textarea, select), .notes-panel textarea')].filter(field => field.getClientRects().length > 0 && !['hidden', 'range', 'submit'].includes(field.type));
              return fields.flatMap(field => {
                const [a, b] = [luminance(getComputedStyle(field).borderTopColor), luminance(ground(field.parentElement))].sort((one, other) => other - one);
                const contrast = (a + 0.05) / (b + 0.05);
                return contrast < 3 ? [`${contrast.toFixed(2)} ${field.type} ${field.name}`] : [];
              });
            }
            """);
}
