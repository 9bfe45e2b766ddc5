using System.Globalization;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// The envelope of a list: pages are followed by their URIs, each of which names the item it starts after (Twilio: REST API: Paging).
/// </summary>
internal static class TwilioList
{
    private const int DefaultPageSize = 50;
    private const int LargestPageSize = 1000;

    public static IResult Of<T>(HttpRequest request, string plural, IEnumerable<T> items, Func<T, string> sid, Func<T, object> json)
    {
        var all = items.ToList();
        var size = PageSize(request);
        var first = FirstOfPage(request.QueryText("PageToken") ?? "", all.ConvertAll(item => sid(item)), size);
        var shown = all.Skip(first).Take(size).ToList();
        var page = first / size;
        return TwilioJson.Ok(new Dictionary<string, object?>
        {
            [plural] = shown.ConvertAll(item => json(item)),
            ["page"] = page,
            ["page_size"] = size,
            ["start"] = page * size,
            ["end"] = Math.Max(0, first + shown.Count - 1),
            ["uri"] = Uri(page, request.QueryText("PageToken") ?? ""),
            ["first_page_uri"] = Uri(0, ""),
            ["next_page_uri"] = shown.Count > 0 && first + shown.Count < all.Count ? Uri(page + 1, "PA" + sid(shown[^1])) : null,
            ["previous_page_uri"] = first > 0 && shown.Count > 0 ? Uri(page - 1, "PB" + sid(shown[0])) : null,
        });

        string Uri(int number, string token)
        {
            var query = request.Query.Where(pair => pair.Key is not ("Page" or "PageToken" or "PageSize"))
                .SelectMany(pair => pair.Value.Select(value => (pair.Key, Value: value ?? "")))
                .Append(("PageSize", $"{size}")).Append(("Page", $"{Math.Max(0, number)}"));
            query = token.Length > 0 ? query.Append(("PageToken", token)) : query;
            return request.Path
                + "?"
                + string.Join(
                    '&',
                    query.Select(pair => $"{System.Uri.EscapeDataString(pair.Item1)}={System.Uri.EscapeDataString(pair.Item2)}"));
        }
    }

    private static int PageSize(HttpRequest request)
    {
        if (request.QueryText("PageSize") is not { } given)
        {
            return DefaultPageSize;
        }

        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= LargestPageSize
            ? size
            : throw RestError.Bad(20001, $"Page size must be between 1 and {LargestPageSize}");
    }

    private static int FirstOfPage(string token, List<string> sids, int size)
    {
        if (token.Length <= 2)
        {
            return 0;
        }

        var index = sids.IndexOf(token[2..]);
        return (token[..2], index) switch
        {
            (_, < 0) => throw RestError.Bad(20001, "Invalid PageToken"),
            ("PA", _) => index + 1,
            _ => Math.Max(0, index - size),
        };
    }
}
