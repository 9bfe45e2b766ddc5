using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Frame;

internal sealed class FirstLoadTests : BrowserTest
{
    private const int MaxRequests = 15;
    private const int MaxBytes = 300 * 1024;

    [TestCase("/contacts")]
    [TestCase("/calls")]
    public async Task A_first_load_is_light(string path)
    {
        var requests = new ConcurrentQueue<IRequest>();
        var ana = await SignedInAsync(Person.Ana);
        ana.Page.RequestFinished += (_, request) => requests.Enqueue(request);

        await ana.OpenAsync(path);
        await ana.BeLiveAsync();

        var sizes = await Task.WhenAll(
            requests.Select(async request => (request.Url, Bytes: (await request.SizesAsync()).ResponseBodySize)));
        var list = string.Join('\n', sizes.Select(size => $"{size.Bytes,8} {size.Url}"));
        TestContext.Out.WriteLine(list);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sizes, Has.Length.LessThanOrEqualTo(MaxRequests), list);
            Assert.That(sizes.Sum(size => size.Bytes), Is.LessThanOrEqualTo(MaxBytes), list);
        }
    }
}
