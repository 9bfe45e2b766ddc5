using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Shared;

/// <summary>
/// A file of rows, sent as they come (RFC 4180, UTF-8 with a byte order mark: without it Excel takes accents for something else). Its cells
/// are separated as Excel expects it in the viewer's language, and none of them is taken for a formula.
/// </summary>
internal sealed class CsvResult(string fileName, IAsyncEnumerable<IReadOnlyList<string?>> rows) : IActionResult
{
    private const string Formulas = "=+-@\t\r";

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var (response, separator) = (context.HttpContext.Response, CultureInfo.CurrentCulture.TextInfo.ListSeparator);
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = fileName }.ToString();
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await foreach (var row in rows.WithCancellation(context.HttpContext.RequestAborted))
        {
            await writer.WriteAsync(string.Join(separator, row.Select(cell => Write(cell, separator))));
            await writer.WriteAsync("\r\n");
        }
    }

    internal static string Write(string? cell, string separator)
    {
        var text = cell ?? "";
        text = text.Length > 0 && Formulas.Contains(text[0]) ? $"'{text}" : text;
        return text.Contains(separator, StringComparison.Ordinal) || text.AsSpan().ContainsAny('"', '\r', '\n')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
