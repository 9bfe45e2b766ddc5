using System.Globalization;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// The envelope of a list since version 1 of an API: what it is about stands in <c>meta</c>, with whole addresses of its pages (Twilio: "API
/// responses: Pagination").
/// </summary>
internal static class TwilioMetaList
{
    private const int DefaultPageSize = 50;
    private const int LargestPageSize = 1000;

    public static IResult Of<T>(HttpRequest request, IEnumerable<T> items, Func<T, object> json, string key = "content")
    {
        var all = items.ToList();
        var (size, page) = (Number(request, "PageSize", 1) ?? DefaultPageSize, Number(request, "Page", 0) ?? 0);
        return TwilioJson.Ok(new Dictionary<string, object>
        {
            [key] = all.Skip(page * size).Take(size).Select(json),
            ["meta"] = new
            {
                FirstPageUrl = UrlOf(0),
                Key = key,
                NextPageUrl = (page + 1) * size < all.Count ? UrlOf(page + 1) : null,
                Page = page,
                PageSize = size,
                PreviousPageUrl = page > 0 ? UrlOf(page - 1) : null,
                Url = UrlOf(page),
            },
        });

        string UrlOf(int number)
        {
            var query = request.Query.Where(pair => pair.Key is not ("Page" or "PageToken" or "PageSize"))
                .SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? "")}&"));
            return $"{request.Scheme}://{request.Host}{request.Path}?{string.Concat(query)}PageSize={size}&Page={number}";
        }
    }

    private static int? Number(HttpRequest request, string name, int least) => request.QueryText(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= LargestPageSize => number,
        _ => throw RestForm.Invalid(name),
    };
}
