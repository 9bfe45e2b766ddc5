using CrmVoice.Application.Calls;
using CrmVoice.Application.Contacts;
using CrmVoice.Application.Identity;

namespace CrmVoice.Web.Features.Contacts;

public sealed record ContactsPage(ListContacts Query, ContactPage Found, MyProfile Me);

public sealed record ContactFile(ContactDetails Details, IReadOnlyList<CallView> Calls, MyProfile Me);
