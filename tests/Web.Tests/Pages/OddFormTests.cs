using System.Net.Sockets;
using System.Text;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>Forms that no page of ours has sent.</summary>
internal sealed class OddFormTests : WithStandIn
{
    [Test]
    public async Task A_field_with_an_odd_name_is_passed_over()
    {
        using var browser = App.OpenBrowser();
        await browser.OpenAsync("/sign-in");

        var page = await browser.SubmitAsync("/sign-in", ("Email", "nobody@people.example"), ("Password", "wrong"), ("a[b", "1"));

        Assert.That((page.Status, page.Path), Is.EqualTo((200, "/sign-in")));
    }

    [TestCase("status=200")]
    [TestCase("a[b=1")]
    public async Task A_refusal_is_told_as_such_whatever_stands_in_the_form(string form)
    {
        using var client = App.CreateClient();
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");

        var response = await client.PostAsync("sign-in", content);

        Assert.That((int)response.StatusCode, Is.EqualTo(400));
    }

    [Test]
    public async Task A_form_that_is_not_chunked_as_it_claims_is_refused_with_a_status()
    {
        var address = new Uri(App.Url);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(
            "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n"u8.ToArray()
        );
        using var reader = new StreamReader(new NetworkStream(socket));

        Assert.That(await reader.ReadLineAsync(), Is.EqualTo("HTTP/1.1 400 Bad Request"));
    }
}
