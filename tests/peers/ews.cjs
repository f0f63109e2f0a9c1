// Walks a mailbox as ews-javascript-api does. Prints one JSON document of what it saw.
const ews = require("ews-javascript-api");

async function main() {
  const ready = JSON.parse(process.argv[2]).exchange;
  const service = new ews.ExchangeService(ews.ExchangeVersion.Exchange2013_SP1);
  service.Credentials = new ews.WebCredentials(ready.username, ready.password);
  service.Url = new ews.Uri(ready.ews_url);
  const seen = {};
  const contacts = await ews.Folder.Bind(service, ews.WellKnownFolderName.Contacts);
  seen.before = contacts.TotalCount;
  const folder = new ews.ContactsFolder(service);
  folder.DisplayName = "Salesforce Contacts";
  await folder.Save(ews.WellKnownFolderName.Contacts);
  const view = new ews.FolderView(10);
  const named = new ews.SearchFilter.IsEqualTo(ews.FolderSchema.DisplayName, "Salesforce Contacts");
  seen.folders = (await service.FindFolders(ews.WellKnownFolderName.Contacts, named, view)).Folders.length;

  const contact = new ews.Contact(service);
  contact.GivenName = "Ada";
  contact.Surname = "Lovelace";
  contact.DisplayName = "Ada Lovelace";
  contact.EmailAddresses._setItem(ews.EmailAddressKey.EmailAddress1, new ews.EmailAddress("ada@engines.example"));
  contact.PhoneNumbers._setItem(ews.PhoneNumberKey.CarPhone, "77");
  contact.Categories.Add("Salesforce");
  await contact.Save(folder.Id);

  let state = null, changes = [], more = true;
  while (more) {
    const page = await service.SyncFolderItems(folder.Id, ews.PropertySet.IdOnly, null, 1,
      ews.SyncFolderItemsScope.NormalItems, state);
    state = page.SyncState;
    more = page.MoreChangesAvailable;
    for (const change of page.changes ?? page) changes.push(change);
  }
  seen.synced = changes.length;

  const bound = await ews.Contact.Bind(service, contact.Id);
  seen.name = `${bound.GivenName} ${bound.Surname}`;
  seen.categories = bound.Categories.GetEnumerator().map(String);
  bound.JobTitle = "Countess";
  await bound.Update(ews.ConflictResolutionMode.NeverOverwrite);
  contact.JobTitle = "Programmer";
  try {
    await contact.Update(ews.ConflictResolutionMode.NeverOverwrite);
  } catch (error) {
    seen.conflict = ews.ServiceError[error.ErrorCode] ?? String(error);
  }
  const titled = new ews.SearchFilter.IsEqualTo(ews.ContactSchema.JobTitle, "Countess");
  seen.found = (await service.FindItems(folder.Id, titled, new ews.ItemView(10))).Items.length;
  await bound.Delete(ews.DeleteMode.MoveToDeletedItems);
  seen.left = (await service.FindItems(folder.Id, new ews.ItemView(10))).Items.length;
  seen.bin = (await service.FindItems(ews.WellKnownFolderName.DeletedItems, new ews.ItemView(10))).Items.length;
  console.log(JSON.stringify(seen));
}

main().catch((error) => { console.error(error); process.exit(1); });
