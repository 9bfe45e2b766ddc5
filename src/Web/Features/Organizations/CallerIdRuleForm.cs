using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallerIdRuleForm : IEditForm
{
    public string View => "Numbers/Index";

    /// <summary>The id of a number; empty for the first.</summary>
    [Field("numbers.default")]
    public string? DefaultNumber { get; init; }

    [Field("numbers.matches-area")]
    public bool MatchesArea { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    [BindNever]
    public int PageNumber { get; set; } = 1;

    [BindNever]
    public NumberPage? Numbers { get; set; }

    public static CallerIdRuleForm Of(NumberPage numbers, int page) => new()
    {
        DefaultNumber = $"{numbers.Rule.DefaultNumber?.Value}",
        MatchesArea = numbers.Rule.MatchesArea,
        Version = numbers.Version,
        PageNumber = Math.Max(1, page),
        Numbers = numbers,
    };

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Numbers = await mediator.Send(new ListNumbers(), cancellationToken);

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Of(await mediator.Send(new ListNumbers(), cancellationToken), page: 1);

    // What is no id is the id of no number.
    public ChangeCallerIdRule ToCommand()
    {
        var number = Guid.TryParse(DefaultNumber, out var id) ? id : Guid.Empty;
        return new(string.IsNullOrWhiteSpace(DefaultNumber) ? null : number, MatchesArea, Version);
    }
}
