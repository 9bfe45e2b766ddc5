using System.Text.Json;
using CrmVoice.Sandbox.Accounts;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// Version 1 of the voice API, on <c>voice.twilio.com</c> where it is Twilio (Twilio: "Voice dialing geographic permissions"). Its addresses
/// name no account and end without <c>.json</c>.
/// </summary>
internal static class DialingPermissionEndpoints
{
    public static void MapDialingPermissions(this RouteGroupBuilder voice)
    {
        const string countries = "/DialingPermissions/Countries";
        voice.MapGet(countries, List);
        voice.MapGet(
            countries + "/{isoCode}",
            (HttpContext context, string isoCode) => TwilioJson.Ok(Json(context, Require(context, isoCode))));
        voice.MapGet(
            countries + "/{isoCode}/HighRiskSpecialPrefixes",
            (HttpContext context, string isoCode) =>
                TwilioMetaList.Of(context.Request, Require(context, isoCode).SpecialPrefixes, prefix => new { Prefix = prefix }));
        voice.MapPost("/DialingPermissions/BulkCountryUpdates", (Delegate)UpdateAsync);
        voice.MapGet("/Settings", (HttpContext context) => TwilioJson.Ok(Settings(context)));
        voice.MapPost("/Settings", (Delegate)InheritAsync);
    }

    private static Country Require(HttpContext context, string isoCode) =>
        Country.All.FirstOrDefault(country => country.IsoCode == isoCode) ?? throw RestError.NotFound(context.Request.Path);

    private static IResult List(HttpContext context)
    {
        var (request, permissions) = (context.Request, context.Caller().Account.DialingPermissions);
        var found = Country.All.Where(country =>
            Is("IsoCode", country.IsoCode) && Is("Continent", country.Continent) && Is("CountryCode", country.Code)
            && IsSet("LowRiskNumbersEnabled", permissions[country].LowRisk)
            && IsSet("HighRiskSpecialNumbersEnabled", permissions[country].HighRiskSpecial)
            && IsSet("HighRiskTollfraudNumbersEnabled", permissions[country].HighRiskTollFraud));
        return TwilioMetaList.Of(request, found, country => Json(context, country));

        bool Is(string name, string value) => request.QueryText(name) is not { } wanted || wanted == value;

        bool IsSet(string name, bool value) => request.QueryText(name) is not { } wanted
            || (bool.TryParse(wanted, out var flag) ? flag == value : throw RestForm.Invalid(name));
    }

    /// <summary>All of it or nothing.</summary>
    private static async Task<IResult> UpdateAsync(HttpContext context)
    {
        const string name = "UpdateRequest";
        var text = (await RestForm.ReadAsync(context.Request)).Text(name) ?? throw RestError.Bad(20001, $"Missing parameter {name}");
        var permissions = context.Caller().Account.DialingPermissions;
        List<(Country Country, CountryPermission Permission)> updates;
        try
        {
            updates = [.. JsonDocument.Parse(text).RootElement.EnumerateArray().Select(update => Read(update, permissions))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw RestForm.Invalid(name);
        }

        foreach (var (country, permission) in updates)
        {
            permissions[country] = permission;
        }

        return TwilioJson.Created(new { UpdateCount = updates.Count, UpdateRequest = "accepted" });
    }

    // Twilio's own example has its flags as text.
    private static (Country Country, CountryPermission Permission) Read(JsonElement update, DialingPermissions permissions)
    {
        var isoCode = update.GetProperty("iso_code").GetString();
        var country = Country.All.FirstOrDefault(one => one.IsoCode == isoCode) ?? throw RestForm.Invalid("iso_code");
        var before = permissions[country];
        return (
            country,
            new CountryPermission(
                Flag("low_risk_numbers_enabled", before.LowRisk),
                Flag("high_risk_special_numbers_enabled", before.HighRiskSpecial),
                Flag("high_risk_tollfraud_numbers_enabled", before.HighRiskTollFraud)));

        bool Flag(string name, bool otherwise) => !update.TryGetProperty(name, out var value)
            ? otherwise
            : bool.TryParse($"{value}", out var flag) ? flag : throw RestForm.Invalid(name);
    }

    private static async Task<IResult> InheritAsync(HttpContext context)
    {
        var form = await RestForm.ReadAsync(context.Request);
        if (form.Has("DialingPermissionsInheritance"))
        {
            context.Caller().Account.DialingPermissions.IsInherited = form.Flag("DialingPermissionsInheritance");
        }

        return TwilioJson.Accepted(Settings(context));
    }

    private static object Settings(HttpContext context) => new
    {
        DialingPermissionsInheritance = context.Caller().Account.DialingPermissions.IsInherited,
        Url = $"{context.Request.Scheme}://{context.Request.Host}/v1/Settings",
    };

    private static object Json(HttpContext context, Country country)
    {
        var permission = context.Caller().Account.DialingPermissions[country];
        var url = $"{context.Request.Scheme}://{context.Request.Host}/v1/DialingPermissions/Countries/{country.IsoCode}";
        return new
        {
            country.IsoCode,
            country.Name,
            CountryCodes = new[] { country.Code },
            country.Continent,
            LowRiskNumbersEnabled = permission.LowRisk,
            HighRiskSpecialNumbersEnabled = permission.HighRiskSpecial,
            HighRiskTollfraudNumbersEnabled = permission.HighRiskTollFraud,
            Url = url,
            Links = new Dictionary<string, string> { ["highrisk_special_prefixes"] = $"{url}/HighRiskSpecialPrefixes" },
        };
    }
}
