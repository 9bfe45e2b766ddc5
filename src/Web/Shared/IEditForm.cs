using MediatR;

namespace CrmVoice.Web.Shared;

/// <summary>
/// A form over what is stored already. Somebody else may save between its being shown and its being sent: <see cref="RedisplayFormFilter"/>
/// then keeps what they saved in the fields that were not touched here, and asks where both changed the same one. A new form needs this
/// interface, a <see cref="FieldAttribute"/> on each field, and <c>form-of="Model"</c> on its <c>form</c>; its command takes
/// <see cref="Version"/>.
/// </summary>
public interface IEditForm : IForm
{
    /// <summary>The values that the form was shown with, for <see cref="FormOriginal"/> to read.</summary>
    string? Original { get; set; }

    /// <summary>
    /// The version of what is stored that the form was compared with: nothing but this may be replaced. Never sent by a browser.
    /// </summary>
    int? Version { get; set; }

    /// <summary>Tells one state of the stored secrets from another, since they themselves are never shown.</summary>
    string SecretsStamp => "";

    /// <summary>The form as it would be shown now; null where nothing is stored yet.</summary>
    Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken);
}
