using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Common;

/// <summary>Carries a domain event through MediatR, so that the domain needs no package.</summary>
public sealed record DomainEventNotification<TEvent>(TEvent Event) : INotification
    where TEvent : IDomainEvent;
