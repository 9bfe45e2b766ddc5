using CrmVoice.Application.Common;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Voice;

/// <summary>What is said where an organization has no text of its own, in every language.</summary>
/// <param name="Name">Used in place of the contact's name.</param>
public sealed record GetDefaultWords(string Name) : IQuery<IReadOnlyList<DefaultWords>>;

public sealed record DefaultWords(string Language, SpokenTexts.Moment Moment, string Text);

internal sealed class GetDefaultWordsHandler : IRequestHandler<GetDefaultWords, IReadOnlyList<DefaultWords>>
{
    public Task<IReadOnlyList<DefaultWords>> Handle(GetDefaultWords query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DefaultWords>>([
            .. from language in Languages.All
            from moment in Enum.GetValues<SpokenTexts.Moment>()
            select new DefaultWords(language, moment, new SpokenWords(new SpokenTexts(language)).At(moment, query.Name).Text),
        ]);
}
