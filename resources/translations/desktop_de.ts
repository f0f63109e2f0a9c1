<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>yesterday {time}</source>
        <translation>gestern {time}</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>morgen {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) wait for your answer</source>
        <translation>
            <numerusform>%n Frage wartet auf Ihre Antwort</numerusform>
            <numerusform>%n Fragen warten auf Ihre Antwort</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) wait for you</source>
        <translation>
            <numerusform>%n Sache wartet auf Sie</numerusform>
            <numerusform>%n Sachen warten auf Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Wird gestartet …</translation>
    </message>
    <message>
        <source>Not set up yet</source>
        <translation>Noch nicht eingerichtet</translation>
    </message>
    <message>
        <source>Signed out: sign in again to go on</source>
        <translation>Abgemeldet: Melden Sie sich neu an</translation>
    </message>
    <message>
        <source>Resting: Salesforce&apos;s calls are used up</source>
        <translation>Pause: Die Aufrufe von Salesforce sind aufgebraucht</translation>
    </message>
    <message>
        <source>Resting: a server asked for a pause</source>
        <translation>Pause: Ein Server hat darum gebeten</translation>
    </message>
    <message>
        <source>Cannot reach a server; trying again by itself</source>
        <translation>Ein Server ist nicht erreichbar; wird von selbst wieder versucht</translation>
    </message>
    <message>
        <source>The last sync failed</source>
        <translation>Der letzte Abgleich ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>No sync has worked for some time</source>
        <translation>Seit einiger Zeit ist kein Abgleich gelungen</translation>
    </message>
    <message>
        <source>Everything is the same on both sides</source>
        <translation>Beide Seiten sind gleich</translation>
    </message>
    <message>
        <source>Last success: {when}</source>
        <translation>Zuletzt gelungen: {when}</translation>
    </message>
    <message>
        <source>Paused until {when}</source>
        <translation>Angehalten bis {when}</translation>
    </message>
    <message>
        <source>Goes on by itself: {when}</source>
        <translation>Geht von selbst weiter: {when}</translation>
    </message>
    <message>
        <source>Next sync: {when}</source>
        <translation>Nächster Abgleich: {when}</translation>
    </message>
    <message>
        <source>Simulated accounts: nothing real is touched.</source>
        <translation>Simulierte Konten: Nichts Echtes wird berührt.</translation>
    </message>
    <message>
        <source>{used} of {allowed} used by your organisation in 24 hours; {ours} by this program on its last day</source>
        <translation>{used} von {allowed} in 24 Stunden von Ihrer Organisation verbraucht; {ours} von diesem Programm an seinem letzten Tag</translation>
    </message>
    <message>
        <source>Reading Salesforce …</source>
        <translation>Salesforce wird gelesen …</translation>
    </message>
    <message>
        <source>Reading Outlook …</source>
        <translation>Outlook wird gelesen …</translation>
    </message>
    <message>
        <source>Writing changes …</source>
        <translation>Änderungen werden geschrieben …</translation>
    </message>
    <message>
        <source>Comparing both sides …</source>
        <translation>Beide Seiten werden verglichen …</translation>
    </message>
    <message>
        <source>A server has not answered for some minutes …</source>
        <translation>Ein Server antwortet seit einigen Minuten nicht …</translation>
    </message>
    <message>
        <source>Synchronising …</source>
        <translation>Wird abgeglichen …</translation>
    </message>
    <message>
        <source>Simulated accounts: you are trying the program; nothing real is touched.</source>
        <translation>Simulierte Konten: Sie probieren das Programm aus; nichts Echtes wird berührt.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Salesforce</source>
        <translation>Salesforce</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>Other software</source>
        <translation>Andere Programme</translation>
    </message>
    <message>
        <source>Which contacts</source>
        <translation>Welche Kontakte</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Link field</source>
        <translation>Verknüpfungsfeld</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>First sync</source>
        <translation>Erster Abgleich</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Outlook</source>
        <translation>Outlook</translation>
    </message>
    <message>
        <source>Assistant&apos;s name</source>
        <translation>Name der Assistenz</translation>
    </message>
    <message>
        <source>Assistant&apos;s phone</source>
        <translation>Telefon der Assistenz</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Geburtstag</translation>
    </message>
    <message>
        <source>Business address</source>
        <translation>Geschäftsadresse</translation>
    </message>
    <message>
        <source>Business city</source>
        <translation>Ort (geschäftlich)</translation>
    </message>
    <message>
        <source>Business country</source>
        <translation>Land (geschäftlich)</translation>
    </message>
    <message>
        <source>Business fax</source>
        <translation>Fax (geschäftlich)</translation>
    </message>
    <message>
        <source>Business phone</source>
        <translation>Telefon (geschäftlich)</translation>
    </message>
    <message>
        <source>Business postal code</source>
        <translation>Postleitzahl (geschäftlich)</translation>
    </message>
    <message>
        <source>Business state</source>
        <translation>Bundesland (geschäftlich)</translation>
    </message>
    <message>
        <source>Business street</source>
        <translation>Straße (geschäftlich)</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Department</source>
        <translation>Abteilung</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Home phone</source>
        <translation>Telefon (privat)</translation>
    </message>
    <message>
        <source>Job title</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>Mobiltelefon</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Other address</source>
        <translation>Andere Adresse</translation>
    </message>
    <message>
        <source>Other city</source>
        <translation>Ort (andere)</translation>
    </message>
    <message>
        <source>Other country</source>
        <translation>Land (andere)</translation>
    </message>
    <message>
        <source>Other phone</source>
        <translation>Telefon (anderes)</translation>
    </message>
    <message>
        <source>Other postal code</source>
        <translation>Postleitzahl (andere)</translation>
    </message>
    <message>
        <source>Other state</source>
        <translation>Bundesland (andere)</translation>
    </message>
    <message>
        <source>Other street</source>
        <translation>Straße (andere)</translation>
    </message>
    <message>
        <source>&amp;Ask me</source>
        <translation>&amp;Mich fragen</translation>
    </message>
    <message>
        <source>The field waits in the list of conflicts; everything else goes on. Nothing is overwritten unseen.</source>
        <translation>Das Feld wartet in der Liste der Konflikte; alles andere geht weiter. Nichts wird ungesehen überschrieben.</translation>
    </message>
    <message>
        <source>&amp;Salesforce decides</source>
        <translation>&amp;Salesforce entscheidet</translation>
    </message>
    <message>
        <source>Its value is taken, also over a change of yours. The other value is kept and can be put back.</source>
        <translation>Der Wert von dort gilt, auch gegen eine Änderung von Ihnen. Der andere wird aufbewahrt und lässt sich zurückholen.</translation>
    </message>
    <message>
        <source>&amp;Outlook decides</source>
        <translation>&amp;Outlook entscheidet</translation>
    </message>
    <message>
        <source>Your value is taken, also over a colleague&apos;s. The other value is kept and can be put back.</source>
        <translation>Ihr Wert gilt, auch gegen den eines Kollegen. Der andere wird aufbewahrt und lässt sich zurückholen.</translation>
    </message>
    <message>
        <source>The &amp;newest decides</source>
        <translation>Das &amp;Neueste entscheidet</translation>
    </message>
    <message>
        <source>The side whose contact was changed last, by the servers&apos; clocks. You are asked where they do not tell.</source>
        <translation>Die Seite, deren Kontakt zuletzt geändert wurde, nach den Uhren der Server. Sagen sie es nicht, werden Sie gefragt.</translation>
    </message>
    <message>
        <source>The o&amp;wner&apos;s side decides</source>
        <translation>Die Seite des &amp;Inhabers entscheidet</translation>
    </message>
    <message>
        <source>Outlook for contacts that you own in Salesforce, Salesforce for those of somebody else.</source>
        <translation>Outlook bei Kontakten, die in Salesforce Ihnen gehören, Salesforce bei denen anderer.</translation>
    </message>
    <message>
        <source>All done</source>
        <translation>Alles erledigt</translation>
    </message>
    <message>
        <source>Done; something waits for you</source>
        <translation>Erledigt; etwas wartet auf Sie</translation>
    </message>
    <message>
        <source>Waits for your yes</source>
        <translation>Wartet auf Ihr Ja</translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation>Von Ihnen abgebrochen</translation>
    </message>
    <message>
        <source>One hour was over; the next one goes on</source>
        <translation>Eine Stunde war um; der nächste geht weiter</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Interrupted; the next one went on</source>
        <translation>Unterbrochen; der nächste machte weiter</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Start of the program</source>
        <translation>Programmstart</translation>
    </message>
    <message>
        <source>After a sleep</source>
        <translation>Nach dem Ruhezustand</translation>
    </message>
    <message>
        <source>Your decision</source>
        <translation>Ihre Entscheidung</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Last the same</source>
        <translation>Zuletzt gleich</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>Ausgeschlossen</translation>
    </message>
    <message>
        <source>Deletion waits</source>
        <translation>Löschung wartet</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Not shared</source>
        <translation>Nicht geteilt</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>Abgeglichen</translation>
    </message>
    <message>
        <source>Only in Salesforce</source>
        <translation>Nur in Salesforce</translation>
    </message>
    <message>
        <source>Only in Outlook</source>
        <translation>Nur in Outlook</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Not shared any more</source>
        <translation>Nicht mehr geteilt</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>Zurückgeholt</translation>
    </message>
    <message>
        <source>New in {other}</source>
        <translation>Neu in {other}</translation>
    </message>
    <message>
        <source>Changed in {other}</source>
        <translation>In {other} geändert</translation>
    </message>
    <message>
        <source>The same person on both sides</source>
        <translation>Dieselbe Person auf beiden Seiten</translation>
    </message>
    <message>
        <source>You decided so</source>
        <translation>Sie haben so entschieden</translation>
    </message>
    <message>
        <source>Your rule for conflicts decided</source>
        <translation>Ihre Regel für Konflikte hat entschieden</translation>
    </message>
    <message>
        <source>Your rule for this field decided</source>
        <translation>Ihre Regel für dieses Feld entschied</translation>
    </message>
    <message>
        <source>The other text was this one cut short</source>
        <translation>Der andere Text war dieser, nur abgeschnitten</translation>
    </message>
    <message>
        <source>What both sides changed goes together</source>
        <translation>Was beide Seiten änderten, passt zusammen</translation>
    </message>
    <message>
        <source>Deleted in {other}</source>
        <translation>In {other} gelöscht</translation>
    </message>
    <message>
        <source>Merged into another record in Salesforce</source>
        <translation>In Salesforce mit einem anderen Datensatz zusammengeführt</translation>
    </message>
    <message>
        <source>Not among the records you sync any more</source>
        <translation>Gehört nicht mehr zu den abgeglichenen Datensätzen</translation>
    </message>
    <message>
        <source>You stopped sharing it</source>
        <translation>Sie haben das Teilen beendet</translation>
    </message>
    <message>
        <source>You shared it</source>
        <translation>Sie haben ihn geteilt</translation>
    </message>
    <message>
        <source>You undid it</source>
        <translation>Sie machten es rückgängig</translation>
    </message>
    <message>
        <source>{count} created in {side}</source>
        <translation>{count} in {side} angelegt</translation>
    </message>
    <message>
        <source>{count} changed in {side}</source>
        <translation>{count} in {side} geändert</translation>
    </message>
    <message>
        <source>{count} shared in {side}</source>
        <translation>{count} in {side} geteilt</translation>
    </message>
    <message>
        <source>{count} no longer shared in {side}</source>
        <translation>{count} in {side} nicht mehr geteilt</translation>
    </message>
    <message>
        <source>{count} deleted in {side}</source>
        <translation>{count} in {side} gelöscht</translation>
    </message>
    <message>
        <source>{count} brought back in {side}</source>
        <translation>{count} in {side} zurückgeholt</translation>
    </message>
    <message>
        <source>Nothing to write</source>
        <translation>Nichts zu schreiben</translation>
    </message>
    <message>
        <source>{field}: take {value} of {side}</source>
        <translation>{field}: {value} von {side} nehmen</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>{field}: the result</source>
        <translation>{field}: das Ergebnis</translation>
    </message>
    <message>
        <source>choose a side: an address is taken as a whole</source>
        <translation>Seite wählen: Eine Adresse gilt als Ganzes</translation>
    </message>
    <message>
        <source>Leave it blank</source>
        <translation>Leer lassen</translation>
    </message>
    <message>
        <source>{field}: leave it blank on both sides</source>
        <translation>{field}: auf beiden Seiten leer lassen</translation>
    </message>
    <message>
        <source>Always so</source>
        <translation>Immer so</translation>
    </message>
    <message>
        <source>{field}: always take this side from now on</source>
        <translation>{field}: von jetzt an immer diese Seite</translation>
    </message>
    <message>
        <source>never agreed</source>
        <translation>nie gleich</translation>
    </message>
    <message>
        <source>choose a side, or type</source>
        <translation>Seite wählen oder schreiben</translation>
    </message>
    <message>
        <source>{label} (not counted)</source>
        <translation>{label} (nicht gezählt)</translation>
    </message>
    <message>
        <source>{label} ({count})</source>
        <translation>{label} ({count})</translation>
    </message>
    <message>
        <source>This program on another computer</source>
        <translation>Dieses Programm auf einem anderen Computer</translation>
    </message>
    <message>
        <source>In Salesforce: your picture, Settings, “Lightning Sync”; or ask your administrator whether you are in a configuration of it.</source>
        <translation>In Salesforce: Ihr Bild, Einstellungen, „Lightning Sync“; oder fragen Sie Ihre Administratoren, ob Sie in einer Konfiguration davon sind.</translation>
    </message>
    <message>
        <source>Answer the question under “Held back”.</source>
        <translation>Beantworten Sie die Frage unter „Zurückgehalten“.</translation>
    </message>
    <message>
        <source>Answer the question under “Held back”: delete it there too, keep it, put it back, or exclude it.</source>
        <translation>Beantworten Sie die Frage unter „Zurückgehalten“: auch dort löschen, behalten, zurückholen oder ausschließen.</translation>
    </message>
    <message>
        <source>External ID: yes</source>
        <translation>Externe ID: ja</translation>
    </message>
    <message>
        <source>Far more contacts were changed at once than people change, so the changes wait for your yes.</source>
        <translation>Auf einmal wurden weit mehr Kontakte geändert, als Menschen ändern; daher warten die Änderungen auf Ihr Ja.</translation>
    </message>
    <message>
        <source>Field label: SmartCloud Link</source>
        <translation>Feldbezeichnung: SmartCloud Link</translation>
    </message>
    <message>
        <source>Field name: SmartCloudLink (API name {name})</source>
        <translation>Feldname: SmartCloudLink (API-Name {name})</translation>
    </message>
    <message>
        <source>Field-level security: visible and not read-only, for the profiles or permission sets of those who sync</source>
        <translation>Feldebenensicherheit: sichtbar und nicht schreibgeschützt, für die Profile oder Berechtigungssätze derer, die abgleichen</translation>
    </message>
    <message>
        <source>It is linked, and there is nothing to do.</source>
        <translation>Er ist verknüpft, und es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>Look at what it would do, and start it.</source>
        <translation>Sehen Sie an, was er täte, und starten Sie ihn.</translation>
    </message>
    <message>
        <source>Made in {system}, from {other}.</source>
        <translation>In {system} angelegt, aus {other}.</translation>
    </message>
    <message>
        <source>Merged into {id}</source>
        <translation>Zusammengeführt mit {id}</translation>
    </message>
    <message>
        <source>Move it into the folder “Salesforce Contacts” to share it.</source>
        <translation>Verschieben Sie ihn in den Ordner „Salesforce Contacts“, um ihn zu teilen.</translation>
    </message>
    <message>
        <source>Moved back to your own contacts; both records stayed.</source>
        <translation>Zurück zu Ihren eigenen Kontakten verschoben; beide Datensätze blieben.</translation>
    </message>
    <message>
        <source>Moved into the folder “Salesforce Contacts”, with the category “Salesforce”.</source>
        <translation>In den Ordner „Salesforce Contacts“ verschoben, mit der Kategorie „Salesforce“.</translation>
    </message>
    <message>
        <source>Name one of: {known}.</source>
        <translation>Nennen Sie eines von: {known}.</translation>
    </message>
    <message>
        <source>On your computers: the red or grey Salesforce icon beside the clock of Windows.</source>
        <translation>Auf Ihren Computern: das rote oder graue Salesforce-Symbol neben der Uhr von Windows.</translation>
    </message>
    <message>
        <source>In Outlook: the add-ins, and a side bar of that name. In Salesforce: your picture, Settings, “Login History” names the apps that sign in for you.</source>
        <translation>In Outlook: die Add-Ins und eine Seitenleiste dieses Namens. In Salesforce: Ihr Bild, Einstellungen, „Anmeldeverlauf“ nennt die Apps, die sich für Sie anmelden.</translation>
    </message>
    <message>
        <source> (at most {limit} characters)</source>
        <translation> (höchstens {limit} Zeichen)</translation>
    </message>
    <message>
        <source>(solved since)</source>
        <translation>(inzwischen gelöst)</translation>
    </message>
    <message>
        <source>A conflict about this is open.</source>
        <translation>Darüber ist ein Konflikt offen.</translation>
    </message>
    <message>
        <source>A contact in Outlook could be the same person, and waits for your choice.</source>
        <translation>Ein Kontakt in Outlook könnte dieselbe Person sein und wartet auf Ihre Wahl.</translation>
    </message>
    <message>
        <source>A day is written as 1970-12-31.</source>
        <translation>Ein Tag wird so geschrieben: 1970-12-31.</translation>
    </message>
    <message>
        <source>A field of it goes back and forth again and again, so it is left alone.</source>
        <translation>Ein Feld davon geht immer wieder hin und her, daher bleibt er unberührt.</translation>
    </message>
    <message>
        <source>A question about this contact waits for your answer.</source>
        <translation>Zu diesem Kontakt wartet eine Frage auf Ihre Antwort.</translation>
    </message>
    <message>
        <source>A rule of your organisation does not let this computer or program sign in ({code}).</source>
        <translation>Eine Regel Ihrer Organisation lässt diesen Computer oder dieses Programm nicht anmelden ({code}).</translation>
    </message>
    <message>
        <source>A server asked for a pause until {time}.</source>
        <translation>Ein Server hat um eine Pause bis {time} gebeten.</translation>
    </message>
    <message>
        <source>A sync is just writing to this contact.</source>
        <translation>Ein Abgleich schreibt gerade in diesen Kontakt.</translation>
    </message>
    <message>
        <source>A value that lost is kept in the history.</source>
        <translation>Ein Wert, der unterlag, bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>API permissions, Microsoft Graph, delegated:</source>
        <translation>API-Berechtigungen, Microsoft Graph, delegiert:</translation>
    </message>
    <message>
        <source>Access the identity URL service (id, profile, email, address, phone)</source>
        <translation>Access the identity URL service (id, profile, email, address, phone)</translation>
    </message>
    <message>
        <source>Access was not allowed on Microsoft&apos;s page, so nothing was kept.</source>
        <translation>Auf der Seite von Microsoft wurde der Zugriff nicht erlaubt, darum wurde nichts behalten.</translation>
    </message>
    <message>
        <source>Access was not allowed on the page of Salesforce, so nothing was kept.</source>
        <translation>Auf der Seite von Salesforce wurde der Zugriff nicht erlaubt, darum wurde nichts behalten.</translation>
    </message>
    <message>
        <source>Add the platform “Mobile and desktop applications” with this redirect URI, letter by letter:</source>
        <translation>Fügen Sie die Plattform „Mobilgerät- und Desktopanwendungen“ mit dieser Umleitungs-URI hinzu, Buchstabe für Buchstabe:</translation>
    </message>
    <message>
        <source>Allow writing to its folder or choose another profile folder.</source>
        <translation>Erlauben Sie das Schreiben in den Ordner oder wählen Sie einen anderen Profilordner.</translation>
    </message>
    <message>
        <source>Allow writing to its folder; the file was left untouched.</source>
        <translation>Erlauben Sie das Schreiben in den Ordner; die Datei wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>An address is taken as a whole.</source>
        <translation>Eine Adresse gilt als Ganzes.</translation>
    </message>
    <message>
        <source>Another computer has synced this mailbox since it was read.</source>
        <translation>Ein anderer Computer hat dieses Postfach abgeglichen, seit es gelesen wurde.</translation>
    </message>
    <message>
        <source>Another record in Salesforce has the same value in {fields}.</source>
        <translation>Ein anderer Datensatz in Salesforce hat denselben Wert in {fields}.</translation>
    </message>
    <message>
        <source>Another sync is at work on the profile {folder}.</source>
        <translation>Für das Profil {folder} läuft schon ein Abgleich.</translation>
    </message>
    <message>
        <source>Answer it first.</source>
        <translation>Beantworten Sie sie zuerst.</translation>
    </message>
    <message>
        <source>Answer it: resolve {number} --take VALUE.</source>
        <translation>Beantworten Sie ihn: resolve {number} --take WERT.</translation>
    </message>
    <message>
        <source>Ask for access, if you know that it exists.</source>
        <translation>Bitten Sie um Zugang, wenn Sie wissen, dass es ihn gibt.</translation>
    </message>
    <message>
        <source>Ask for the right to edit it, or leave it as it is.</source>
        <translation>Bitten Sie um das Recht, ihn zu ändern, oder lassen Sie ihn, wie er ist.</translation>
    </message>
    <message>
        <source>Ask the administrator to allow Basic authentication for Exchange Web Services.</source>
        <translation>Bitten Sie den Administrator, die Basic-Anmeldung für Exchange Web Services zu erlauben.</translation>
    </message>
    <message>
        <source>Ask the administrator to allow EWS; Exchange Online mailboxes cannot be used with it.</source>
        <translation>Bitten Sie den Administrator, EWS zu erlauben; mit Postfächern in Exchange Online geht es nicht.</translation>
    </message>
    <message>
        <source>Ask your Salesforce administrator to make the link field unique, and keep it off page layouts.</source>
        <translation>Bitten Sie Ihren Salesforce-Administrator, das Verknüpfungsfeld eindeutig zu machen und aus Seitenlayouts zu lassen.</translation>
    </message>
    <message>
        <source>Ask your Salesforce administrator whether the app is still allowed, then sign in again.</source>
        <translation>Fragen Sie Ihren Salesforce-Administrator, ob die App noch erlaubt ist, und melden Sie sich dann neu an.</translation>
    </message>
    <message>
        <source>Ask your Salesforce administrator.</source>
        <translation>Fragen Sie Ihren Salesforce-Administrator.</translation>
    </message>
    <message>
        <source>Ask your administrator what uses up the calls. “Sync now” looks whether some are free again.</source>
        <translation>Fragen Sie Ihren Administrator, was die Aufrufe verbraucht. „Jetzt abgleichen“ sieht nach, ob wieder welche frei sind.</translation>
    </message>
    <message>
        <source>Ask your administrator which computers and programs the rule allows.</source>
        <translation>Fragen Sie Ihren Administrator, welche Computer und Programme die Regel erlaubt.</translation>
    </message>
    <message>
        <source>Asked you about {field}: “{crm}” in Salesforce, “{mailbox}” in Outlook.</source>
        <translation>Sie wurden nach {field} gefragt: „{crm}“ in Salesforce, „{mailbox}“ in Outlook.</translation>
    </message>
    <message>
        <source>Asked you which of {count} contacts is the same person.</source>
        <translation>Sie wurden gefragt, welcher von {count} Kontakten dieselbe Person ist.</translation>
    </message>
    <message>
        <source>Asked you: deleted in Salesforce, changed in Outlook.</source>
        <translation>Sie wurden gefragt: in Salesforce gelöscht, in Outlook geändert.</translation>
    </message>
    <message>
        <source>At {time}</source>
        <translation>Um {time}</translation>
    </message>
    <message>
        <source>Both sides changed {fields}; one is the other cut short, so the longer stays.</source>
        <translation>Beide Seiten änderten {fields}; das eine ist das andere, nur abgeschnitten, also bleibt das längere.</translation>
    </message>
    <message>
        <source>Both sides changed {fields}; what both did goes together.</source>
        <translation>Beide Seiten änderten {fields}; beides passt zusammen.</translation>
    </message>
    <message>
        <source>Both sides changed {fields}; your policy for conflicts decided.</source>
        <translation>Beide Seiten änderten {fields}; Ihre Regel für Konflikte entschied.</translation>
    </message>
    <message>
        <source>Both sides changed {fields}; your rule for this field decided.</source>
        <translation>Beide Seiten änderten {fields}; Ihre Regel für dieses Feld entschied.</translation>
    </message>
    <message>
        <source>Both sides changed {field} to different values.</source>
        <translation>Beide Seiten änderten {field} verschieden.</translation>
    </message>
    <message>
        <source>Both sides had changed it; one was the other cut short, so the longer stayed.</source>
        <translation>Beide Seiten hatten es geändert; das eine war das andere, nur abgeschnitten, also blieb das längere.</translation>
    </message>
    <message>
        <source>Both sides had changed it; what both did went together.</source>
        <translation>Beide Seiten hatten es geändert; beides passte zusammen.</translation>
    </message>
    <message>
        <source>Both sides had changed it; your policy for conflicts decided.</source>
        <translation>Beide Seiten hatten es geändert; Ihre Regel für Konflikte entschied.</translation>
    </message>
    <message>
        <source>Both sides had changed it; your rule for this field decided.</source>
        <translation>Beide Seiten hatten es geändert; Ihre Regel für dieses Feld entschied.</translation>
    </message>
    <message>
        <source>Both sides have not been read yet, so nobody knows what the first sync would do.</source>
        <translation>Beide Seiten wurden noch nicht gelesen, daher weiß niemand, was der erste Abgleich täte.</translation>
    </message>
    <message>
        <source>Both sides lost a value in decision {number}.</source>
        <translation>In Entscheidung {number} unterlag auf beiden Seiten ein Wert.</translation>
    </message>
    <message>
        <source>Both values stay as they are.</source>
        <translation>Beide Werte bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Brought back in {system} from where deleted contacts lie.</source>
        <translation>In {system} von dort zurückgeholt, wo gelöschte Kontakte liegen.</translation>
    </message>
    <message>
        <source>Callback URL, one a line, letter by letter:</source>
        <translation>Callback-URL, eine je Zeile, Buchstabe für Buchstabe:</translation>
    </message>
    <message>
        <source>Change one.</source>
        <translation>Ändern Sie einen von beiden.</translation>
    </message>
    <message>
        <source>Changed in {system}: {changes}.</source>
        <translation>In {system} geändert: {changes}.</translation>
    </message>
    <message>
        <source>Changes on either side will be synced.</source>
        <translation>Änderungen auf beiden Seiten werden abgeglichen.</translation>
    </message>
    <message>
        <source>Check it in Salesforce.</source>
        <translation>Prüfen Sie ihn in Salesforce.</translation>
    </message>
    <message>
        <source>Check that its folder exists and that you may use it.</source>
        <translation>Prüfen Sie, ob der Ordner da ist und ob Sie ihn benutzen dürfen.</translation>
    </message>
    <message>
        <source>Check that the disk is not full and that you may write there.</source>
        <translation>Prüfen Sie, ob der Datenträger voll ist und ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>Check the address (it usually ends in /EWS/Exchange.asmx) and whether the network wants a sign-in of its own.</source>
        <translation>Prüfen Sie die Adresse (sie endet meist auf /EWS/Exchange.asmx) und ob das Netzwerk eine eigene Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>Check the address and your network connection.</source>
        <translation>Prüfen Sie die Adresse und Ihre Netzwerkverbindung.</translation>
    </message>
    <message>
        <source>Check the address of the Exchange server, and whether this computer is on the network.</source>
        <translation>Prüfen Sie die Adresse des Exchange-Servers und ob dieser Computer im Netzwerk ist.</translation>
    </message>
    <message>
        <source>Check the address.</source>
        <translation>Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>Check the address; a proxy or a sign-in page of the network may also be in the way.</source>
        <translation>Prüfen Sie die Adresse; auch ein Proxy oder eine Anmeldeseite des Netzwerks kann im Weg sein.</translation>
    </message>
    <message>
        <source>Check the address; something in the network may also cut encrypted connections off.</source>
        <translation>Prüfen Sie die Adresse; auch etwas im Netzwerk kann verschlüsselte Verbindungen abbrechen.</translation>
    </message>
    <message>
        <source>Check the disk or the network drive and try again.</source>
        <translation>Prüfen Sie den Datenträger oder das Netzlaufwerk und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Check the e-mail address and the server&apos;s address.</source>
        <translation>Prüfen Sie die E-Mail-Adresse und die Adresse des Servers.</translation>
    </message>
    <message>
        <source>Check the network; it is tried again later.</source>
        <translation>Prüfen Sie das Netzwerk; es wird später noch einmal versucht.</translation>
    </message>
    <message>
        <source>Check the proxy settings of this computer.</source>
        <translation>Prüfen Sie die Proxy-Einstellungen dieses Computers.</translation>
    </message>
    <message>
        <source>Choose a scope anew.</source>
        <translation>Wählen Sie neu, was abgeglichen wird.</translation>
    </message>
    <message>
        <source>Choose another list view.</source>
        <translation>Wählen Sie eine andere Listenansicht.</translation>
    </message>
    <message>
        <source>Choose another one; until then nothing is changed.</source>
        <translation>Wählen Sie eine andere; bis dahin wird nichts geändert.</translation>
    </message>
    <message>
        <source>Choose another profile folder; the file was left untouched.</source>
        <translation>Wählen Sie einen anderen Profilordner; die Datei wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>Choose one of the sides.</source>
        <translation>Wählen Sie eine der beiden Seiten.</translation>
    </message>
    <message>
        <source>Choose one of {names}.</source>
        <translation>Wählen Sie eines von {names}.</translation>
    </message>
    <message>
        <source>Choose other contacts to sync in the settings, or become its owner in Salesforce.</source>
        <translation>Wählen Sie in den Einstellungen andere Kontakte aus, oder werden Sie in Salesforce sein Inhaber.</translation>
    </message>
    <message>
        <source>Choose under Conflicts whether the deletion or the change counts.</source>
        <translation>Wählen Sie unter „Konflikte“, ob die Löschung oder die Änderung gilt.</translation>
    </message>
    <message>
        <source>Choose under Conflicts which one it is, or that it is somebody else.</source>
        <translation>Wählen Sie unter „Konflikte“, welcher es ist, oder dass es jemand anderes ist.</translation>
    </message>
    <message>
        <source>Choose under Conflicts which value counts.</source>
        <translation>Wählen Sie unter „Konflikte“, welcher Wert gilt.</translation>
    </message>
    <message>
        <source>Close every window of this program, then try again.</source>
        <translation>Schließen Sie alle Fenster dieses Programms und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Close the other program that waits for a sign-in, then try again.</source>
        <translation>Schließen Sie das andere Programm, das auf eine Anmeldung wartet, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Confirm that both are yours, or sign in to your own mailbox.</source>
        <translation>Bestätigen Sie, dass beide Ihnen gehören, oder melden Sie sich an Ihrem eigenen Postfach an.</translation>
    </message>
    <message>
        <source>Conflict {id} cannot be answered with {take}.</source>
        <translation>Konflikt {id} lässt sich nicht mit {take} beantworten.</translation>
    </message>
    <message>
        <source>Conflict {number} is not about a value.</source>
        <translation>In Konflikt {number} geht es nicht um einen Wert.</translation>
    </message>
    <message>
        <source>Connect Salesforce and Exchange again, then sync: what differs is shown before anything is written.</source>
        <translation>Verbinden Sie Salesforce und Exchange neu und gleichen Sie ab: Was verschieden ist, wird gezeigt, bevor etwas geschrieben wird.</translation>
    </message>
    <message>
        <source>Connect Salesforce and Exchange first.</source>
        <translation>Verbinden Sie zuerst Salesforce und Exchange.</translation>
    </message>
    <message>
        <source>Connect it first: connect sandbox, connect salesforce or connect exchange.</source>
        <translation>Verbinden Sie es zuerst: connect sandbox, connect salesforce oder connect exchange.</translation>
    </message>
    <message>
        <source>Contacts have no field {name} that you may see.</source>
        <translation>Kontakte haben kein Feld {name}, das Sie sehen dürfen.</translation>
    </message>
    <message>
        <source>Correct it in Outlook.</source>
        <translation>Berichtigen Sie es in Outlook.</translation>
    </message>
    <message>
        <source>Correct the tenant: it is your organisation&apos;s domain or number. Leave it out if you do not know it.</source>
        <translation>Berichtigen Sie den Mandanten: Er ist die Domäne oder Nummer Ihrer Organisation. Lassen Sie ihn weg, wenn Sie ihn nicht kennen.</translation>
    </message>
    <message>
        <source>Correct {fields}.</source>
        <translation>Berichtigen Sie {fields}.</translation>
    </message>
    <message>
        <source>Data type: Text</source>
        <translation>Datentyp: Text</translation>
    </message>
    <message>
        <source>Delete it and connect the simulated accounts again.</source>
        <translation>Löschen Sie sie und verbinden Sie die simulierten Konten neu.</translation>
    </message>
    <message>
        <source>Delete something from it or ask for more space.</source>
        <translation>Löschen Sie etwas daraus oder bitten Sie um mehr Platz.</translation>
    </message>
    <message>
        <source>Delete the folder {profile} to begin a new trial; nothing real is in it.</source>
        <translation>Löschen Sie den Ordner {profile}, um neu zu probieren; darin ist nichts Echtes.</translation>
    </message>
    <message>
        <source>Deleted in {system}.</source>
        <translation>In {system} gelöscht.</translation>
    </message>
    <message>
        <source>Exchange Server 2013 with Service Pack 1 or newer is needed.</source>
        <translation>Nötig ist Exchange Server 2013 mit Service Pack 1 oder neuer.</translation>
    </message>
    <message>
        <source>Exchange asks for a pause.</source>
        <translation>Exchange bittet um eine Pause.</translation>
    </message>
    <message>
        <source>Exchange at {host} broke off in the middle of its answer.</source>
        <translation>Exchange auf {host} brach mitten in der Antwort ab.</translation>
    </message>
    <message>
        <source>Exchange at {host} did not answer in time.</source>
        <translation>Exchange auf {host} hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>Exchange at {host} does not accept this user name and password.</source>
        <translation>Exchange auf {host} nimmt diesen Benutzernamen und dieses Kennwort nicht an.</translation>
    </message>
    <message>
        <source>Exchange at {host} does not allow Exchange Web Services for this mailbox or this program.</source>
        <translation>Exchange auf {host} erlaubt Exchange Web Services für dieses Postfach oder dieses Programm nicht.</translation>
    </message>
    <message>
        <source>Exchange at {host} does not offer sign-in with user name and password (Basic).</source>
        <translation>Exchange auf {host} bietet keine Anmeldung mit Benutzername und Kennwort (Basic).</translation>
    </message>
    <message>
        <source>Exchange cannot be reached at {host}: there is no such server, or it takes no connections.</source>
        <translation>Exchange ist auf {host} nicht zu erreichen: Den Server gibt es nicht, oder er nimmt keine Verbindungen an.</translation>
    </message>
    <message>
        <source>Exchange does not accept this account&apos;s sign-in.</source>
        <translation>Exchange nimmt die Anmeldung dieses Kontos nicht an.</translation>
    </message>
    <message>
        <source>Exchange does not let you do this with the item or folder.</source>
        <translation>Exchange erlaubt Ihnen das mit diesem Element oder Ordner nicht.</translation>
    </message>
    <message>
        <source>Exchange does not understand a request of this program.</source>
        <translation>Exchange versteht eine Anfrage dieses Programms nicht.</translation>
    </message>
    <message>
        <source>Exchange refused the contact: {said}</source>
        <translation>Exchange hat den Kontakt abgelehnt: {said}</translation>
    </message>
    <message>
        <source>Exchange refuses the contact because it is too large.</source>
        <translation>Exchange lehnt den Kontakt ab, weil er zu groß ist.</translation>
    </message>
    <message>
        <source>Excluded on {day}: {title}</source>
        <translation>Ausgeschlossen am {day}: {title}</translation>
    </message>
    <message>
        <source>Find out what changes it after each sync.</source>
        <translation>Finden Sie heraus, was es nach jedem Abgleich ändert.</translation>
    </message>
    <message>
        <source>For the administrator of Microsoft 365: SmartCloud Connect Desktop needs an app registration, once.</source>
        <translation>Für den Administrator von Microsoft 365: SmartCloud Connect Desktop braucht einmal eine App-Registrierung.</translation>
    </message>
    <message>
        <source>For the administrator of Salesforce: SmartCloud Connect Desktop needs an External Client App, once.</source>
        <translation>Für den Administrator von Salesforce: SmartCloud Connect Desktop braucht einmal eine External Client App.</translation>
    </message>
    <message>
        <source>Free some space and try again; nothing is lost.</source>
        <translation>Schaffen Sie Platz und versuchen Sie es noch einmal; es ist nichts verloren.</translation>
    </message>
    <message>
        <source>Give it a shorter input.</source>
        <translation>Geben Sie eine kürzere Eingabe.</translation>
    </message>
    <message>
        <source>Give it the category “Salesforce”, or move it into the folder “Salesforce Contacts”, to share it.</source>
        <translation>Geben Sie ihm die Kategorie „Salesforce“, oder verschieben Sie ihn in den Ordner „Salesforce Contacts“, um ihn zu teilen.</translation>
    </message>
    <message>
        <source>Give yourself the right to write there.</source>
        <translation>Geben Sie sich das Recht, dort zu schreiben.</translation>
    </message>
    <message>
        <source>Give yourself the right to write to {place}, or set it in the system&apos;s own settings.</source>
        <translation>Geben Sie sich das Recht, {place} zu schreiben, oder stellen Sie es in den Einstellungen des Systems ein.</translation>
    </message>
    <message>
        <source>Go on now, or sync by hand.</source>
        <translation>Gehen Sie jetzt weiter, oder gleichen Sie von Hand ab.</translation>
    </message>
    <message>
        <source>Grant admin consent for the organisation. No client secret and no certificate is needed.</source>
        <translation>Erteilen Sie die Administratorzustimmung für die Organisation. Weder ein Clientgeheimnis noch ein Zertifikat ist nötig.</translation>
    </message>
    <message>
        <source>Have them read again.</source>
        <translation>Lassen Sie sie noch einmal lesen.</translation>
    </message>
    <message>
        <source>Have them read.</source>
        <translation>Lassen Sie sie lesen.</translation>
    </message>
    <message>
        <source>Held, and you were asked.</source>
        <translation>Zurückgehalten; Sie wurden gefragt.</translation>
    </message>
    <message>
        <source>Held: it was deleted in Outlook, and you were asked what that means for Salesforce.</source>
        <translation>Zurückgehalten: In Outlook gelöscht; Sie wurden gefragt, was das für Salesforce heißt.</translation>
    </message>
    <message>
        <source>If both are the same person, delete one of the two in Outlook.</source>
        <translation>Sind beide dieselbe Person, löschen Sie einen von beiden in Outlook.</translation>
    </message>
    <message>
        <source>If they are the same person, delete this copy in Outlook; if not, change what both have in common.</source>
        <translation>Ist es dieselbe Person, löschen Sie diese Kopie in Outlook; wenn nicht, ändern Sie, was beide gemeinsam haben.</translation>
    </message>
    <message>
        <source>If your organisation has its own authority, name its file with --ca-file; otherwise do not go on.</source>
        <translation>Hat Ihre Organisation eine eigene Zertifizierungsstelle, nennen Sie deren Datei mit --ca-file; sonst machen Sie nicht weiter.</translation>
    </message>
    <message>
        <source>In Outlook: {value}</source>
        <translation>In Outlook: {value}</translation>
    </message>
    <message>
        <source>In Salesforce: your picture, Settings, “Connected Accounts”. An account there means that it runs.</source>
        <translation>In Salesforce: Ihr Bild, Einstellungen, „Verbundene Konten“. Ein Konto dort heißt, dass es läuft.</translation>
    </message>
    <message>
        <source>In Salesforce: {value}</source>
        <translation>In Salesforce: {value}</translation>
    </message>
    <message>
        <source>In Setup, open External Client App Manager and choose New External Client App. Enable OAuth in it.</source>
        <translation>Öffnen Sie im Setup den External Client App Manager und wählen Sie New External Client App. Schalten Sie darin OAuth ein.</translation>
    </message>
    <message>
        <source>In the Entra admin center, choose App registrations, New registration, for this organisation only.</source>
        <translation>Wählen Sie im Entra Admin Center App-Registrierungen, Neue Registrierung, nur für diese Organisation.</translation>
    </message>
    <message>
        <source>Include it again first.</source>
        <translation>Heben Sie zuerst den Ausschluss auf.</translation>
    </message>
    <message>
        <source>Include it again to have it synced.</source>
        <translation>Nehmen Sie ihn wieder auf, damit er abgeglichen wird.</translation>
    </message>
    <message>
        <source>Install the newer program again; the file was left untouched.</source>
        <translation>Installieren Sie das neuere Programm wieder; die Datei wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>It changed on the server in the very moment in which it was to be written, so nothing was written.</source>
        <translation>Er änderte sich auf dem Server genau in dem Moment, in dem geschrieben werden sollte; also wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>It had been deleted in {other}.</source>
        <translation>Er war in {other} gelöscht worden.</translation>
    </message>
    <message>
        <source>It had been merged into another contact in Salesforce.</source>
        <translation>Er war in Salesforce mit einem anderen Kontakt zusammengeführt worden.</translation>
    </message>
    <message>
        <source>It had changed in {other}.</source>
        <translation>Er hatte sich in {other} geändert.</translation>
    </message>
    <message>
        <source>It is done once that is settled.</source>
        <translation>Es geschieht, sobald das erledigt ist.</translation>
    </message>
    <message>
        <source>It is excluded: it is neither made, changed nor deleted by this program, on either side.</source>
        <translation>Er ist ausgeschlossen: Dieses Programm legt ihn auf keiner Seite an, ändert ihn nicht und löscht ihn nicht.</translation>
    </message>
    <message>
        <source>It is kept in the keychain of this computer and nowhere else.</source>
        <translation>Es wird im Schlüsselbund dieses Computers aufbewahrt und sonst nirgends.</translation>
    </message>
    <message>
        <source>It is left alone until you include it again.</source>
        <translation>Er bleibt unberührt, bis Sie ihn wieder aufnehmen.</translation>
    </message>
    <message>
        <source>It is left alone.</source>
        <translation>Er bleibt unberührt.</translation>
    </message>
    <message>
        <source>It is left alone. It is synced as soon as it is among them.</source>
        <translation>Er bleibt unberührt. Sobald er dazugehört, wird er abgeglichen.</translation>
    </message>
    <message>
        <source>It is looked at again.</source>
        <translation>Er wird noch einmal angesehen.</translation>
    </message>
    <message>
        <source>It is made again in the next session.</source>
        <translation>Er wird in der nächsten Sitzung neu angelegt.</translation>
    </message>
    <message>
        <source>It is new and not linked yet.</source>
        <translation>Er ist neu und noch nicht verknüpft.</translation>
    </message>
    <message>
        <source>It is not certain yet that no other software syncs these two.</source>
        <translation>Es ist noch nicht sicher, dass keine andere Software diese beiden abgleicht.</translation>
    </message>
    <message>
        <source>It is not known yet whether Salesforce has the link field.</source>
        <translation>Ob Salesforce das Verknüpfungsfeld hat, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>It is not synced any more: nothing of it was left, or it was linked anew.</source>
        <translation>Er wird nicht mehr abgeglichen: Nichts war davon übrig, oder er wurde neu verknüpft.</translation>
    </message>
    <message>
        <source>It is read again by itself.</source>
        <translation>Es wird von selbst neu gelesen.</translation>
    </message>
    <message>
        <source>It is the one that you sign in to Windows or Outlook with.</source>
        <translation>Es ist der, mit dem Sie sich an Windows oder Outlook anmelden.</translation>
    </message>
    <message>
        <source>It is to be deleted in Salesforce, as you decided.</source>
        <translation>Er wird in Salesforce gelöscht, wie Sie entschieden haben.</translation>
    </message>
    <message>
        <source>It is to be made in {system} again.</source>
        <translation>Er wird in {system} neu angelegt.</translation>
    </message>
    <message>
        <source>It is to be made in {system}, from {other}.</source>
        <translation>Er wird in {system} angelegt, aus {other}.</translation>
    </message>
    <message>
        <source>It is to be synced again.</source>
        <translation>Er wird wieder abgeglichen.</translation>
    </message>
    <message>
        <source>It is tried again at {time}, and as soon as the contact changes.</source>
        <translation>Es wird um {time} wieder versucht, und sobald sich der Kontakt ändert.</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>Es wird von selbst noch einmal versucht.</translation>
    </message>
    <message>
        <source>It is tried again later.</source>
        <translation>Es wird später noch einmal versucht.</translation>
    </message>
    <message>
        <source>It looks like https://company.my.salesforce.com.</source>
        <translation>Sie sieht so aus: https://firma.my.salesforce.com.</translation>
    </message>
    <message>
        <source>It looks like https://login.example.com/tenant.</source>
        <translation>Sie sieht aus wie https://login.example.com/tenant.</translation>
    </message>
    <message>
        <source>It looks like https://mail.company.com/EWS/Exchange.asmx.</source>
        <translation>Sie sieht so aus: https://mail.firma.com/EWS/Exchange.asmx.</translation>
    </message>
    <message>
        <source>It must be so:</source>
        <translation>So muss es sein:</translation>
    </message>
    <message>
        <source>It rests until the contact changes or you have it tried again.</source>
        <translation>Es ruht, bis sich der Kontakt ändert oder Sie es erneut versuchen lassen.</translation>
    </message>
    <message>
        <source>It should begin with https://.</source>
        <translation>Sie sollte mit https:// beginnen.</translation>
    </message>
    <message>
        <source>It stays as it is in {system}. Give it its real year there.</source>
        <translation>In {system} bleibt es, wie es ist. Tragen Sie dort das richtige Jahr ein.</translation>
    </message>
    <message>
        <source>It stays your own contact.</source>
        <translation>Er bleibt Ihr eigener Kontakt.</translation>
    </message>
    <message>
        <source>It stays your own contact; the program keeps nothing of it.</source>
        <translation>Er bleibt Ihr eigener Kontakt; das Programm bewahrt nichts davon auf.</translation>
    </message>
    <message>
        <source>It was deleted in Outlook. The contact in Salesforce is not deleted without your word.</source>
        <translation>Er wurde in Outlook gelöscht. In Salesforce wird er nicht ohne Ihr Wort gelöscht.</translation>
    </message>
    <message>
        <source>It was deleted in Salesforce, but changed in Outlook since both were the same.</source>
        <translation>Er wurde in Salesforce gelöscht, aber in Outlook geändert, seit beide gleich waren.</translation>
    </message>
    <message>
        <source>It was deleted in Salesforce.</source>
        <translation>Er wurde in Salesforce gelöscht.</translation>
    </message>
    <message>
        <source>It was deleted in {system}.</source>
        <translation>Er wurde in {system} gelöscht.</translation>
    </message>
    <message>
        <source>It was filled in from {other} when both were linked.</source>
        <translation>Es wurde beim Verknüpfen aus {other} ergänzt.</translation>
    </message>
    <message>
        <source>It was merged into another contact in Salesforce.</source>
        <translation>Er wurde in Salesforce mit einem anderen Kontakt zusammengeführt.</translation>
    </message>
    <message>
        <source>It was no longer among the contacts that you sync.</source>
        <translation>Er gehörte nicht mehr zu den Kontakten, die Sie abgleichen.</translation>
    </message>
    <message>
        <source>It was refused {count} times, so it is set aside; everything else goes on.</source>
        <translation>Es wurde {count}-mal abgelehnt und ist daher zurückgestellt; alles andere geht weiter.</translation>
    </message>
    <message>
        <source>It was written just now.</source>
        <translation>Er wurde eben geschrieben.</translation>
    </message>
    <message>
        <source>Length: {length}</source>
        <translation>Länge: {length}</translation>
    </message>
    <message>
        <source>Linked again by the link that an earlier sync had left in the copy.</source>
        <translation>Wieder verknüpft durch die Kennung, die ein früherer Abgleich in der Kopie hinterließ.</translation>
    </message>
    <message>
        <source>Linked as you decided.</source>
        <translation>Verknüpft, wie Sie entschieden haben.</translation>
    </message>
    <message>
        <source>Linked: the same e-mail address on both sides.</source>
        <translation>Verknüpft: dieselbe E-Mail-Adresse auf beiden Seiten.</translation>
    </message>
    <message>
        <source>Linked: the same name and company on both sides.</source>
        <translation>Verknüpft: Name und Firma auf beiden Seiten gleich.</translation>
    </message>
    <message>
        <source>Look at the places that are listed, switch off what you find, then confirm that nothing else is running.</source>
        <translation>Sehen Sie an den genannten Stellen nach, schalten Sie ab, was Sie finden, und bestätigen Sie dann, dass sonst nichts läuft.</translation>
    </message>
    <message>
        <source>Manage user data via APIs (api)</source>
        <translation>Manage user data via APIs (api)</translation>
    </message>
    <message>
        <source>Mend what was refused, or have it tried again under Problems.</source>
        <translation>Berichtigen Sie, was abgelehnt wurde, oder lassen Sie es unter „Probleme“ erneut versuchen.</translation>
    </message>
    <message>
        <source>Microsoft 365 does not accept this account&apos;s sign-in any more.</source>
        <translation>Microsoft 365 nimmt die Anmeldung dieses Kontos nicht mehr an.</translation>
    </message>
    <message>
        <source>Microsoft 365 does not let this program use the contacts of this mailbox.</source>
        <translation>Microsoft 365 lässt dieses Programm die Kontakte dieses Postfachs nicht benutzen.</translation>
    </message>
    <message>
        <source>Microsoft does not know this program under its client id, or not as it is set up ({code}).</source>
        <translation>Microsoft kennt dieses Programm unter seiner Client-ID nicht, oder nicht so, wie es eingerichtet ist ({code}).</translation>
    </message>
    <message>
        <source>Microsoft knows no organisation of this name.</source>
        <translation>Microsoft kennt keine Organisation dieses Namens.</translation>
    </message>
    <message>
        <source>Microsoft&apos;s sign-in at {host} cannot answer at the moment.</source>
        <translation>Die Anmeldung von Microsoft auf {host} kann im Augenblick nicht antworten.</translation>
    </message>
    <message>
        <source>Move it in Outlook, or take its photo off.</source>
        <translation>Verschieben Sie ihn in Outlook, oder entfernen Sie sein Foto.</translation>
    </message>
    <message>
        <source>Name the PEM file of your organisation&apos;s certificate authority (--ca-file).</source>
        <translation>Nennen Sie die PEM-Datei der Zertifizierungsstelle Ihrer Organisation (--ca-file).</translation>
    </message>
    <message>
        <source>Name the file of your organisation&apos;s certificate authority (--ca-file), or check the address.</source>
        <translation>Nennen Sie die Datei der Zertifizierungsstelle Ihrer Organisation (--ca-file) oder prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>Neither our own records nor the servers know such an item.</source>
        <translation>Weder unsere eigenen Aufzeichnungen noch die Server kennen so etwas.</translation>
    </message>
    <message>
        <source>New contacts are made by the link field, but it is not as it should be.</source>
        <translation>Neue Kontakte werden über das Verknüpfungsfeld angelegt, aber es ist nicht so, wie es sein sollte.</translation>
    </message>
    <message>
        <source>No conflict {number} is open.</source>
        <translation>Kein Konflikt {number} ist offen.</translation>
    </message>
    <message>
        <source>No encrypted connection with {host} came about.</source>
        <translation>Mit {host} kam keine verschlüsselte Verbindung zustande.</translation>
    </message>
    <message>
        <source>No pair has the id {pair_id}.</source>
        <translation>Kein Paar hat die Kennung {pair_id}.</translation>
    </message>
    <message>
        <source>No problem has the number {number}.</source>
        <translation>Kein Problem hat die Nummer {number}.</translation>
    </message>
    <message>
        <source>No sync has written anything that could be undone.</source>
        <translation>Kein Abgleich hat etwas geschrieben, das sich rückgängig machen ließe.</translation>
    </message>
    <message>
        <source>No sync starts by itself before.</source>
        <translation>Vorher beginnt kein Abgleich von selbst.</translation>
    </message>
    <message>
        <source>No value with the number {number} gave way.</source>
        <translation>Kein Wert mit der Nummer {number} unterlag.</translation>
    </message>
    <message>
        <source>Nobody signed in within {minutes} minutes.</source>
        <translation>Innerhalb von {minutes} Minuten hat sich niemand angemeldet.</translation>
    </message>
    <message>
        <source>Nobody typed the code in time.</source>
        <translation>Niemand hat den Code rechtzeitig eingegeben.</translation>
    </message>
    <message>
        <source>None of the ports that a sign-in may come back to is free on this computer ({ports}).</source>
        <translation>Keiner der Ports, auf die eine Anmeldung zurückkommen darf, ist auf diesem Computer frei ({ports}).</translation>
    </message>
    <message>
        <source>Not counted: your organisation has very many list views.</source>
        <translation>Nicht gezählt: Ihre Organisation hat sehr viele Listenansichten.</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>Not written in {system}: it changed there in that very moment.</source>
        <translation>In {system} nicht geschrieben: Er änderte sich dort genau in dem Moment.</translation>
    </message>
    <message>
        <source>Not written in {system}; it was planned anew.</source>
        <translation>In {system} nicht geschrieben; es wurde neu geplant.</translation>
    </message>
    <message>
        <source>Not written: {system} refused it.</source>
        <translation>Nicht geschrieben: {system} hat es abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing changed on either side since both were the same.</source>
        <translation>Auf keiner Seite hat sich etwas geändert, seit beide gleich waren.</translation>
    </message>
    <message>
        <source>Nothing is done about it.</source>
        <translation>Es wird nichts unternommen.</translation>
    </message>
    <message>
        <source>Nothing is done about it; its history is kept.</source>
        <translation>Es wird nichts unternommen; der Verlauf bleibt.</translation>
    </message>
    <message>
        <source>Nothing is done until you answer.</source>
        <translation>Bis Sie antworten, geschieht nichts.</translation>
    </message>
    <message>
        <source>Nothing is done until you choose.</source>
        <translation>Bis Sie wählen, geschieht nichts.</translation>
    </message>
    <message>
        <source>Nothing is here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>Nothing is linked or made until you choose.</source>
        <translation>Bis Sie wählen, wird nichts verknüpft oder angelegt.</translation>
    </message>
    <message>
        <source>Nothing is lost; it is tried again later.</source>
        <translation>Nichts ist verloren; es wird später noch einmal versucht.</translation>
    </message>
    <message>
        <source>Nothing is taken away until you answer.</source>
        <translation>Bis Sie antworten, wird nichts weggenommen.</translation>
    </message>
    <message>
        <source>Nothing is written before you have said yes to the first sync.</source>
        <translation>Bevor Sie zum ersten Abgleich Ja gesagt haben, wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing is written to it until you have it tried again.</source>
        <translation>An ihm wird nichts geschrieben, bis Sie es noch einmal versuchen lassen.</translation>
    </message>
    <message>
        <source>Nothing is written until then.</source>
        <translation>Bis dahin wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing more is written to this contact. Find out what changes it, and then have it tried again. Now it says: {value}</source>
        <translation>An diesem Kontakt wird nichts mehr geschrieben. Finden Sie heraus, was ihn ändert, und lassen Sie es dann noch einmal versuchen. Jetzt steht dort: {value}</translation>
    </message>
    <message>
        <source>Nothing of it is left to be kept the same.</source>
        <translation>Es ist nichts übrig, das abzugleichen wäre.</translation>
    </message>
    <message>
        <source>Nothing of it is tried again by itself.</source>
        <translation>Nichts davon wird von selbst erneut versucht.</translation>
    </message>
    <message>
        <source>Nothing of it is written to the other side until you say yes.</source>
        <translation>Nichts davon wird auf die andere Seite geschrieben, bis Sie Ja sagen.</translation>
    </message>
    <message>
        <source>Nothing of it is written until then.</source>
        <translation>Bis dahin wird nichts davon geschrieben.</translation>
    </message>
    <message>
        <source>Nothing that is excluded is called “{what}”.</source>
        <translation>Nichts Ausgeschlossenes heißt „{what}“.</translation>
    </message>
    <message>
        <source>Nothing was changed there; everything else goes on.</source>
        <translation>Dort wurde nichts geändert; alles andere geht weiter.</translation>
    </message>
    <message>
        <source>Nothing was changed. Sign in as before, or use a new profile (--profile DIR).</source>
        <translation>Nichts wurde geändert. Melden Sie sich wie bisher an, oder benutzen Sie ein neues Profil (--profile DIR).</translation>
    </message>
    <message>
        <source>Nothing was changed. Sign in to the one it belongs to, or use a new profile (--profile DIR).</source>
        <translation>Nichts wurde geändert. Melden Sie sich dort an, wohin es gehört, oder nehmen Sie ein neues Profil (--profile DIR).</translation>
    </message>
    <message>
        <source>Nothing was named.</source>
        <translation>Es wurde nichts genannt.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Correct the address of the account if that is the right place.</source>
        <translation>Dorthin wurde nichts gesendet. Berichtigen Sie die Adresse des Kontos, wenn das der richtige Ort ist.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Something in the network may be changing the server&apos;s answers.</source>
        <translation>Dorthin wurde nichts gesendet. Etwas im Netzwerk verändert vielleicht die Antworten des Servers.</translation>
    </message>
    <message>
        <source>Nothing was written from here. Quit or pause the program on one of the two; without it on the other one, this computer goes on by itself within the hour.</source>
        <translation>Von hier wurde nichts geschrieben. Beenden oder unterbrechen Sie das Programm auf einem der beiden; ohne es auf dem anderen geht dieser Computer binnen einer Stunde von selbst weiter.</translation>
    </message>
    <message>
        <source>Nothing with the number {number} waits for a yes.</source>
        <translation>Unter der Nummer {number} wartet nichts auf ein Ja.</translation>
    </message>
    <message>
        <source>OAuth scopes:</source>
        <translation>OAuth-Bereiche:</translation>
    </message>
    <message>
        <source>On your computers: the icons beside the clock, and in Outlook the add-ins under File, Options.</source>
        <translation>Auf Ihren Computern: die Symbole neben der Uhr und in Outlook die Add-Ins unter Datei, Optionen.</translation>
    </message>
    <message>
        <source>Only a side can be taken always.</source>
        <translation>Immer gelten kann nur eine Seite.</translation>
    </message>
    <message>
        <source>Only the link in the copy in Outlook is to be put right.</source>
        <translation>Nur die Kennung in der Outlook-Kopie wird berichtigt.</translation>
    </message>
    <message>
        <source>Our own records know no contact that is called “{what}”.</source>
        <translation>Unsere eigenen Aufzeichnungen kennen keinen Kontakt namens „{what}“.</translation>
    </message>
    <message>
        <source>Our own records know no such item, and the servers could not be asked.</source>
        <translation>Unsere eigenen Aufzeichnungen kennen so etwas nicht, und die Server waren nicht zu fragen.</translation>
    </message>
    <message>
        <source>Page layouts: none, since a clone of a contact would copy the value</source>
        <translation>Seitenlayouts: keine, da ein geklonter Kontakt den Wert mitnähme</translation>
    </message>
    <message>
        <source>Paste the token that your administrator gave you.</source>
        <translation>Fügen Sie den Schlüssel ein, den Ihr Administrator Ihnen gab.</translation>
    </message>
    <message>
        <source>Perform requests at any time (refresh_token, offline_access)</source>
        <translation>Perform requests at any time (refresh_token, offline_access)</translation>
    </message>
    <message>
        <source>Pick one that Salesforce offers.</source>
        <translation>Nehmen Sie eines, das Salesforce anbietet.</translation>
    </message>
    <message>
        <source>Please add this field to contacts in Salesforce, or let me see it if it is there:</source>
        <translation>Bitte fügen Sie den Kontakten in Salesforce dieses Feld hinzu, oder lassen Sie es mich sehen, falls es da ist:</translation>
    </message>
    <message>
        <source>Please allow SmartCloud Connect Desktop for our organisation. It keeps my contacts in Outlook and Salesforce the same and asks for {scopes}, as me and for my mailbox only. The page to do so: {address}</source>
        <translation>Bitte erlauben Sie SmartCloud Connect Desktop für unsere Organisation. Es hält meine Kontakte in Outlook und Salesforce gleich und bittet um {scopes}, in meinem Namen und nur für mein Postfach. Die Seite dafür: {address}</translation>
    </message>
    <message>
        <source>Please change this field of contacts in Salesforce:</source>
        <translation>Bitte ändern Sie dieses Feld der Kontakte in Salesforce:</translation>
    </message>
    <message>
        <source>Please report it.</source>
        <translation>Bitte melden Sie es.</translation>
    </message>
    <message>
        <source>Please send the diagnostics to the makers.</source>
        <translation>Bitte schicken Sie den Herstellern die Diagnose.</translation>
    </message>
    <message>
        <source>Policies are in the settings.</source>
        <translation>Die Regeln stehen in den Einstellungen.</translation>
    </message>
    <message>
        <source>Reading was stopped before both sides were compared.</source>
        <translation>Das Lesen wurde beendet, bevor beide Seiten verglichen waren.</translation>
    </message>
    <message>
        <source>Refresh token rotation may be on. A refresh token that is valid until revoked spares people signing in again; one that expires when it is not used for a month is fine too.</source>
        <translation>Die Rotation von Aktualisierungstoken darf eingeschaltet sein. Ein Aktualisierungstoken, das bis zum Widerruf gilt, erspart erneute Anmeldungen; eines, das abläuft, wenn es einen Monat nicht benutzt wird, genügt auch.</translation>
    </message>
    <message>
        <source>Require Proof Key for Code Exchange (PKCE). Do not require a secret for the web server flow or for the refresh token flow: a program on a person&apos;s computer cannot keep one.</source>
        <translation>Verlangen Sie Proof Key for Code Exchange (PKCE). Verlangen Sie kein Geheimnis für den Webserver-Ablauf oder den Ablauf mit Aktualisierungstoken: Ein Programm auf dem Computer einer Person kann keines wahren.</translation>
    </message>
    <message>
        <source>Run a sync once: it upgrades the file and keeps a copy.</source>
        <translation>Gleichen Sie einmal ab: Das bringt die Datei auf den neuen Stand und behält eine Kopie.</translation>
    </message>
    <message>
        <source>Salesforce asks for a pause.</source>
        <translation>Salesforce bittet um eine Pause.</translation>
    </message>
    <message>
        <source>Salesforce cannot answer at the moment.</source>
        <translation>Salesforce kann im Moment nicht antworten.</translation>
    </message>
    <message>
        <source>Salesforce did not understand one of our questions ({vendor}).</source>
        <translation>Salesforce hat eine unserer Fragen nicht verstanden ({vendor}).</translation>
    </message>
    <message>
        <source>Salesforce does not accept the value of {fields}.</source>
        <translation>Salesforce nimmt den Wert nicht an ({fields}).</translation>
    </message>
    <message>
        <source>Salesforce does not accept this program&apos;s client id for signing in.</source>
        <translation>Salesforce nimmt die Client-Kennung dieses Programms nicht zur Anmeldung an.</translation>
    </message>
    <message>
        <source>Salesforce does not show you a field of it.</source>
        <translation>Salesforce zeigt Ihnen eines der Felder nicht.</translation>
    </message>
    <message>
        <source>Salesforce does not show you its contacts.</source>
        <translation>Salesforce zeigt Ihnen seine Kontakte nicht.</translation>
    </message>
    <message>
        <source>Salesforce does not take the e-mail address for a valid one.</source>
        <translation>Salesforce hält die E-Mail-Adresse nicht für gültig.</translation>
    </message>
    <message>
        <source>Salesforce failed with an error of its own.</source>
        <translation>Salesforce scheiterte an einem eigenen Fehler.</translation>
    </message>
    <message>
        <source>Salesforce forgot where we were.</source>
        <translation>Salesforce weiß nicht mehr, wo wir waren.</translation>
    </message>
    <message>
        <source>Salesforce has no account, or more than one, with the name “{company}”.</source>
        <translation>Salesforce hat keinen Account oder mehrere mit dem Namen „{company}“.</translation>
    </message>
    <message>
        <source>Salesforce has no link field; the program does without.</source>
        <translation>Salesforce hat kein Verknüpfungsfeld; das Programm kommt ohne aus.</translation>
    </message>
    <message>
        <source>Salesforce has no such choice for {fields}.</source>
        <translation>Salesforce kennt diese Auswahl nicht ({fields}).</translation>
    </message>
    <message>
        <source>Salesforce has the link field, but not as it must be; the program does without.</source>
        <translation>Salesforce hat das Verknüpfungsfeld, aber nicht so, wie es sein muss; das Programm kommt ohne aus.</translation>
    </message>
    <message>
        <source>Salesforce has the link field: new contacts are made by it.</source>
        <translation>Salesforce hat das Verknüpfungsfeld: Neue Kontakte werden darüber angelegt.</translation>
    </message>
    <message>
        <source>Salesforce is not connected yet.</source>
        <translation>Salesforce ist noch nicht verbunden.</translation>
    </message>
    <message>
        <source>Salesforce needs {fields}, which is empty.</source>
        <translation>Salesforce verlangt {fields}; dort steht nichts.</translation>
    </message>
    <message>
        <source>Salesforce no longer has the account that the contact was to be put under.</source>
        <translation>Salesforce hat den Account nicht mehr, zu dem der Kontakt kommen sollte.</translation>
    </message>
    <message>
        <source>Salesforce no longer shows this record: it may have been hidden from you.</source>
        <translation>Salesforce zeigt diesen Datensatz nicht mehr: Vielleicht wurde er vor Ihnen verborgen.</translation>
    </message>
    <message>
        <source>Salesforce no longer shows {title}: it may have been hidden from you or given to somebody else.</source>
        <translation>Salesforce zeigt {title} nicht mehr: Vielleicht wurde er vor Ihnen verborgen oder jemand anderem gegeben.</translation>
    </message>
    <message>
        <source>Salesforce no longer speaks the version that we use.</source>
        <translation>Salesforce spricht die Version nicht mehr, die wir benutzen.</translation>
    </message>
    <message>
        <source>Salesforce org or user</source>
        <translation>einer Salesforce-Organisation oder einem Benutzer</translation>
    </message>
    <message>
        <source>Salesforce refused it: {message}</source>
        <translation>Salesforce hat es abgelehnt: {message}</translation>
    </message>
    <message>
        <source>Salesforce refused the user name, the password or the security token.</source>
        <translation>Salesforce hat den Benutzernamen, das Kennwort oder das Sicherheitstoken abgelehnt.</translation>
    </message>
    <message>
        <source>Salesforce shows next to nothing of what it had: {count} contacts are deleted there. May their copies go to Deleted Items?</source>
        <translation>Salesforce zeigt fast nichts mehr von dem, was es hatte: {count} Kontakte sind dort gelöscht. Dürfen ihre Kopien zu den gelöschten Elementen?</translation>
    </message>
    <message>
        <source>Salesforce shows no such contact to you: it does not exist, or you may not see it.</source>
        <translation>Salesforce zeigt Ihnen keinen solchen Kontakt: Es gibt ihn nicht, oder Sie dürfen ihn nicht sehen.</translation>
    </message>
    <message>
        <source>Salesforce shows you no list view for {scope} that can be synced.</source>
        <translation>Salesforce zeigt Ihnen keine Listenansicht für {scope}, die sich abgleichen lässt.</translation>
    </message>
    <message>
        <source>Salesforce takes it for a duplicate of another contact{records}.</source>
        <translation>Salesforce hält ihn für ein Duplikat eines anderen Kontakts{records}.</translation>
    </message>
    <message>
        <source>Salesforce tells no plain filter for this list view, so that it cannot be synced.</source>
        <translation>Salesforce nennt für diese Listenansicht keinen einfachen Filter, daher lässt sie sich nicht abgleichen.</translation>
    </message>
    <message>
        <source>Salesforce&apos;s recycle bin does not hold it any more.</source>
        <translation>Im Papierkorb von Salesforce liegt er nicht mehr.</translation>
    </message>
    <message>
        <source>Say a part of a name, or the id of a pair as records --json tells it.</source>
        <translation>Nennen Sie einen Teil eines Namens oder die Kennung eines Paars, wie records --json sie zeigt.</translation>
    </message>
    <message>
        <source>Say it again when the sync is over; if none runs, sync once before.</source>
        <translation>Sagen Sie es noch einmal, wenn der Abgleich zu Ende ist; läuft keiner, gleichen Sie vorher einmal ab.</translation>
    </message>
    <message>
        <source>Say its e-mail address, its domain as @example.com, its id or a link to it.</source>
        <translation>Nennen Sie seine E-Mail-Adresse, seine Domäne wie @example.com, seine Kennung oder einen Link.</translation>
    </message>
    <message>
        <source>Say its id, its e-mail address, its full name, or a link to it.</source>
        <translation>Nennen Sie seine Kennung, seine E-Mail-Adresse, seinen vollen Namen oder einen Link.</translation>
    </message>
    <message>
        <source>Say salesforce or mailbox for a conflict about a field.</source>
        <translation>Sagen Sie bei einem Konflikt um ein Feld salesforce oder mailbox.</translation>
    </message>
    <message>
        <source>Say salesforce or mailbox, and change the address there.</source>
        <translation>Sagen Sie salesforce oder mailbox, und ändern Sie die Adresse dort.</translation>
    </message>
    <message>
        <source>Say the id or the e-mail address of the one that you mean.</source>
        <translation>Nennen Sie die Kennung oder die E-Mail-Adresse dessen, den Sie meinen.</translation>
    </message>
    <message>
        <source>Say the id, e-mail address or name of a contact, or a link to it.</source>
        <translation>Nennen Sie Kennung, E-Mail-Adresse oder Namen eines Kontakts, oder einen Link.</translation>
    </message>
    <message>
        <source>Say which one to put back: --of salesforce or --of mailbox.</source>
        <translation>Sagen Sie, welcher zurück soll: --of salesforce oder --of mailbox.</translation>
    </message>
    <message>
        <source>Say yes under “Held back”, or put right where they were made what is wrong of the changes.</source>
        <translation>Sagen Sie unter „Zurückgehalten“ Ja, oder berichtigen Sie, was an den Änderungen falsch ist, dort, wo sie gemacht wurden.</translation>
    </message>
    <message>
        <source>Say {allowed}.</source>
        <translation>Sagen Sie {allowed}.</translation>
    </message>
    <message>
        <source>Say {choices}.</source>
        <translation>Sagen Sie {choices}.</translation>
    </message>
    <message>
        <source>Seen on one side, with no counterpart on the other.</source>
        <translation>Auf einer Seite gesehen, ohne Gegenstück auf der anderen.</translation>
    </message>
    <message>
        <source>Send this to your administrator, then sign in again: {letter}</source>
        <translation>Senden Sie das Ihrem Administrator und melden Sie sich danach erneut an: {letter}</translation>
    </message>
    <message>
        <source>Sent to {system}; what became of it is found out by the next sync.</source>
        <translation>An {system} gesendet; was daraus wurde, stellt der nächste Abgleich fest.</translation>
    </message>
    <message>
        <source>Session {number} wrote nothing.</source>
        <translation>Sitzung {number} hat nichts geschrieben.</translation>
    </message>
    <message>
        <source>Several contacts in Salesforce carry the link of this one.</source>
        <translation>Mehrere Kontakte in Salesforce tragen die Verknüpfung dieses einen.</translation>
    </message>
    <message>
        <source>Share it again first, or type the value where you need it.</source>
        <translation>Teilen Sie ihn zuerst wieder, oder tippen Sie den Wert, wo Sie ihn brauchen.</translation>
    </message>
    <message>
        <source>Share it again whenever you like.</source>
        <translation>Sie können ihn jederzeit wieder teilen.</translation>
    </message>
    <message>
        <source>Shorten it in Outlook.</source>
        <translation>Kürzen Sie es in Outlook.</translation>
    </message>
    <message>
        <source>Shorten its note.</source>
        <translation>Kürzen Sie seine Notiz.</translation>
    </message>
    <message>
        <source>Show your administrator what has to be created.</source>
        <translation>Zeigen Sie Ihrem Administrator, was anzulegen ist.</translation>
    </message>
    <message>
        <source>Show your administrator what has to be registered.</source>
        <translation>Zeigen Sie Ihrem Administrator, was zu registrieren ist.</translation>
    </message>
    <message>
        <source>Sign in again and allow it.</source>
        <translation>Melden Sie sich erneut an und erlauben Sie es.</translation>
    </message>
    <message>
        <source>Sign in and have it checked.</source>
        <translation>Melden Sie sich an und lassen Sie es prüfen.</translation>
    </message>
    <message>
        <source>Sign in to Microsoft again and complete it.</source>
        <translation>Melden Sie sich erneut bei Microsoft an und führen Sie es zu Ende.</translation>
    </message>
    <message>
        <source>Sign in to Microsoft again.</source>
        <translation>Melden Sie sich erneut bei Microsoft an.</translation>
    </message>
    <message>
        <source>Sign in to Salesforce again.</source>
        <translation>Melden Sie sich neu bei Salesforce an.</translation>
    </message>
    <message>
        <source>Sign in to the mailbox again, or ask the administrator to consent to what the program asks for.</source>
        <translation>Melden Sie sich erneut beim Postfach an, oder bitten Sie den Administrator, dem zuzustimmen, worum das Programm bittet.</translation>
    </message>
    <message>
        <source>Sign in to the mailbox again, with the present password.</source>
        <translation>Melden Sie sich mit dem jetzigen Kennwort neu am Postfach an.</translation>
    </message>
    <message>
        <source>Sign in to the mailbox again.</source>
        <translation>Melden Sie sich neu am Postfach an.</translation>
    </message>
    <message>
        <source>Sign in to {name} again.</source>
        <translation>Melden Sie sich neu an: {name}.</translation>
    </message>
    <message>
        <source>Sign in with the browser instead.</source>
        <translation>Melden Sie sich stattdessen mit dem Browser an.</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>SmartCloud Connect ended before it had answered.</source>
        <translation>SmartCloud Connect endete, bevor es geantwortet hatte.</translation>
    </message>
    <message>
        <source>SmartCloud Connect is running on the profile {profile}, but it does not answer.</source>
        <translation>SmartCloud Connect läuft mit dem Profil {profile}, antwortet aber nicht.</translation>
    </message>
    <message>
        <source>SmartCloud Connect keeps in it which contact in Outlook belongs to a contact.</source>
        <translation>SmartCloud Connect merkt sich darin, welcher Kontakt in Outlook zu einem Kontakt gehört.</translation>
    </message>
    <message>
        <source>Somebody else is saving this record just now.</source>
        <translation>Jemand anderes speichert diesen Datensatz gerade.</translation>
    </message>
    <message>
        <source>Something went wrong in this program ({name}). Nothing was lost.</source>
        <translation>In diesem Programm ging etwas schief ({name}). Nichts ging verloren.</translation>
    </message>
    <message>
        <source>Start a secret service (GNOME Keyring or KWallet) and try again; passwords are never kept in a clear file.</source>
        <translation>Starten Sie einen Geheimnisdienst (GNOME-Schlüsselbund oder KWallet) und versuchen Sie es noch einmal; Kennwörter liegen nie in einer offenen Datei.</translation>
    </message>
    <message>
        <source>Start it.</source>
        <translation>Starten Sie ihn.</translation>
    </message>
    <message>
        <source>Sync now, if you do not want to wait.</source>
        <translation>Gleichen Sie jetzt ab, wenn Sie nicht warten wollen.</translation>
    </message>
    <message>
        <source>Sync: what differs is shown before anything is written.</source>
        <translation>Gleichen Sie ab: Was verschieden ist, wird gezeigt, bevor etwas geschrieben wird.</translation>
    </message>
    <message>
        <source>Syncing goes on by itself after that.</source>
        <translation>Danach geht der Abgleich von selbst weiter.</translation>
    </message>
    <message>
        <source>Syncing goes on by itself as soon as calls are free again.</source>
        <translation>Der Abgleich geht von selbst weiter, sobald wieder Aufrufe frei sind.</translation>
    </message>
    <message>
        <source>Syncing goes on by itself at {time}.</source>
        <translation>Der Abgleich geht um {time} von selbst weiter.</translation>
    </message>
    <message>
        <source>Syncing rests and goes on by itself at {time}.</source>
        <translation>Der Abgleich pausiert und geht um {time} von selbst weiter.</translation>
    </message>
    <message>
        <source>That Salesforce contact is synced with another contact in Outlook already.</source>
        <translation>Dieser Salesforce-Kontakt wird schon mit einem anderen Kontakt in Outlook abgeglichen.</translation>
    </message>
    <message>
        <source>That is not a place where one signs in to Salesforce.</source>
        <translation>Dort meldet man sich nicht bei Salesforce an.</translation>
    </message>
    <message>
        <source>The Exchange server</source>
        <translation>Der Exchange-Server</translation>
    </message>
    <message>
        <source>The Exchange server has trouble of its own.</source>
        <translation>Der Exchange-Server hat selbst Schwierigkeiten.</translation>
    </message>
    <message>
        <source>The Exchange server is older than this program can use.</source>
        <translation>Der Exchange-Server ist älter, als dieses Programm brauchen kann.</translation>
    </message>
    <message>
        <source>The Salesforce list view that you sync no longer exists, or it is not shown to you any more.</source>
        <translation>Die Salesforce-Listenansicht, die Sie abgleichen, gibt es nicht mehr, oder sie wird Ihnen nicht mehr gezeigt.</translation>
    </message>
    <message>
        <source>The Salesforce user and the mailbox look like two different people.</source>
        <translation>Der Salesforce-Benutzer und das Postfach sehen nach zwei verschiedenen Personen aus.</translation>
    </message>
    <message>
        <source>The access token is missing.</source>
        <translation>Der Zugriffsschlüssel fehlt.</translation>
    </message>
    <message>
        <source>The address http://{host} is not encrypted, so nothing was sent to {service}.</source>
        <translation>Die Adresse http://{host} ist nicht verschlüsselt, daher wurde nichts gesendet ({service}).</translation>
    </message>
    <message>
        <source>The address of Salesforce is missing.</source>
        <translation>Die Adresse von Salesforce fehlt.</translation>
    </message>
    <message>
        <source>The address of the sign-in is not complete.</source>
        <translation>Die Adresse der Anmeldung ist nicht vollständig.</translation>
    </message>
    <message>
        <source>The address of {service} is not a web address.</source>
        <translation>Die Adresse ist keine Webadresse ({service}).</translation>
    </message>
    <message>
        <source>The app in Salesforce is not set up as this program needs it.</source>
        <translation>Die App in Salesforce ist nicht so eingerichtet, wie dieses Programm sie braucht.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted, so nothing was sent to Exchange.</source>
        <translation>Dem Zertifikat von {host} wird nicht vertraut, daher wurde nichts an Exchange gesendet.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted, so nothing was sent to {service}.</source>
        <translation>Dem Zertifikat von {host} wird nicht vertraut, daher wurde nichts gesendet ({service}).</translation>
    </message>
    <message>
        <source>The client id is missing.</source>
        <translation>Die Client-ID fehlt.</translation>
    </message>
    <message>
        <source>The client id of your organisation&apos;s app at Microsoft is missing.</source>
        <translation>Die Client-ID der App Ihrer Organisation bei Microsoft fehlt.</translation>
    </message>
    <message>
        <source>The client id of your organisation&apos;s app in Salesforce is missing.</source>
        <translation>Die Client-ID der App Ihrer Organisation in Salesforce fehlt.</translation>
    </message>
    <message>
        <source>The command conflicts --log lists those that did.</source>
        <translation>Der Befehl conflicts --log zeigt, welche es waren.</translation>
    </message>
    <message>
        <source>The command conflicts lists the open ones.</source>
        <translation>Der Befehl conflicts zeigt die offenen.</translation>
    </message>
    <message>
        <source>The command exclusions lists what is.</source>
        <translation>Der Befehl exclusions zeigt, was ausgeschlossen ist.</translation>
    </message>
    <message>
        <source>The command history lists the sessions.</source>
        <translation>Der Befehl history zeigt die Sitzungen.</translation>
    </message>
    <message>
        <source>The command history tells what each session wrote.</source>
        <translation>Der Befehl history zeigt, was jede Sitzung schrieb.</translation>
    </message>
    <message>
        <source>The command holds lists what does.</source>
        <translation>Der Befehl holds zeigt, was wartet.</translation>
    </message>
    <message>
        <source>The command issues lists them.</source>
        <translation>Der Befehl issues zeigt sie.</translation>
    </message>
    <message>
        <source>The command records lists them with --json.</source>
        <translation>Der Befehl records zeigt sie mit --json.</translation>
    </message>
    <message>
        <source>The command rules lists those that hold.</source>
        <translation>Der Befehl rules zeigt die geltenden.</translation>
    </message>
    <message>
        <source>The command scopes lists them.</source>
        <translation>Der Befehl scopes zeigt sie.</translation>
    </message>
    <message>
        <source>The command with its standard input is longer than a mebibyte.</source>
        <translation>Der Befehl ist mit seiner Standardeingabe länger als ein Mebibyte.</translation>
    </message>
    <message>
        <source>The company stays as it is on both sides. Make the account in Salesforce, or choose it on the contact there.</source>
        <translation>Die Firma bleibt auf beiden Seiten, wie sie ist. Legen Sie den Account in Salesforce an oder wählen Sie ihn dort am Kontakt.</translation>
    </message>
    <message>
        <source>The computer {name} syncs this mailbox just now.</source>
        <translation>Der Computer {name} gleicht dieses Postfach gerade ab.</translation>
    </message>
    <message>
        <source>The contact has a photo, and Microsoft 365 lets no program move such a contact into another folder.</source>
        <translation>Der Kontakt hat ein Foto, und Microsoft 365 lässt kein Programm einen solchen Kontakt in einen anderen Ordner verschieben.</translation>
    </message>
    <message>
        <source>The contact in Outlook is to get the category and to move into the folder.</source>
        <translation>Der Kontakt in Outlook bekommt die Kategorie und kommt in den Ordner.</translation>
    </message>
    <message>
        <source>The contact is no longer in the mailbox.</source>
        <translation>Der Kontakt ist nicht mehr im Postfach.</translation>
    </message>
    <message>
        <source>The contact is not among the Salesforce contacts that you chose to sync.</source>
        <translation>Der Kontakt gehört nicht zu den Salesforce-Kontakten, die Sie ausgewählt haben.</translation>
    </message>
    <message>
        <source>The contact is your own: it does not have the category “Salesforce”.</source>
        <translation>Der Kontakt ist Ihr eigener: Er hat nicht die Kategorie „Salesforce“.</translation>
    </message>
    <message>
        <source>The contact lies outside of the folder “Salesforce Contacts”.</source>
        <translation>Der Kontakt liegt außerhalb des Ordners „Salesforce Contacts“.</translation>
    </message>
    <message>
        <source>The contact was changed in the meantime.</source>
        <translation>Der Kontakt wurde inzwischen geändert.</translation>
    </message>
    <message>
        <source>The copy in Outlook is to become your own contact again; both records stay.</source>
        <translation>Die Kopie in Outlook wird wieder Ihr eigener Kontakt; beide Datensätze bleiben.</translation>
    </message>
    <message>
        <source>The copy in Outlook is to go to Deleted Items.</source>
        <translation>Die Kopie in Outlook kommt zu den gelöschten Elementen.</translation>
    </message>
    <message>
        <source>The credentials of an account on another computer may not lie in a file.</source>
        <translation>Die Zugangsdaten eines Kontos auf einem anderen Computer dürfen nicht in einer Datei liegen.</translation>
    </message>
    <message>
        <source>The database was damaged. It was moved aside as {name}, and a new one is built from Salesforce and Outlook, where nothing is lost; the history, the answers that were given and what is ignored are not in it.</source>
        <translation>Die Datenbank war beschädigt. Sie wurde als {name} beiseitegelegt, und eine neue wird aus Salesforce und Outlook aufgebaut, wo nichts verloren ist; Verlauf, gegebene Antworten und Ignoriertes sind nicht darin.</translation>
    </message>
    <message>
        <source>The database {path} cannot be opened.</source>
        <translation>Die Datenbank {path} lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>The database {path} cannot be written.</source>
        <translation>Die Datenbank {path} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The database {path} has the older version {found}; this program works with version {known}.</source>
        <translation>Die Datenbank {path} hat die ältere Version {found}; dieses Programm arbeitet mit Version {known}.</translation>
    </message>
    <message>
        <source>The database {path} has version {found}, but this program knows versions up to {known} only.</source>
        <translation>Die Datenbank {path} hat Version {found}, aber dieses Programm kennt nur Versionen bis {known}.</translation>
    </message>
    <message>
        <source>The database {path} is damaged, and it cannot be moved aside while another program has it open.</source>
        <translation>Die Datenbank {path} ist beschädigt und lässt sich nicht beiseitelegen, solange ein anderes Programm sie offen hat.</translation>
    </message>
    <message>
        <source>The database {path} is damaged.</source>
        <translation>Die Datenbank {path} ist beschädigt.</translation>
    </message>
    <message>
        <source>The database {path} is locked by another program.</source>
        <translation>Die Datenbank {path} ist von einem anderen Programm gesperrt.</translation>
    </message>
    <message>
        <source>The database {path} must be upgraded, and the copy that is kept of it before cannot be made.</source>
        <translation>Die Datenbank {path} muss auf den neuen Stand, aber die Kopie davor lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>The disk is full: the database {path} cannot grow.</source>
        <translation>Der Datenträger ist voll: Die Datenbank {path} kann nicht wachsen.</translation>
    </message>
    <message>
        <source>The disk reports an error at the database {path}.</source>
        <translation>Der Datenträger meldet einen Fehler bei der Datenbank {path}.</translation>
    </message>
    <message>
        <source>The field {field} goes back and forth again and again: something else changes it after each sync.</source>
        <translation>Das Feld {field} geht immer wieder hin und her: Etwas anderes ändert es nach jedem Abgleich.</translation>
    </message>
    <message>
        <source>The field {name} is not marked as “External ID”.</source>
        <translation>Das Feld {name} ist nicht als „Externe ID“ gekennzeichnet.</translation>
    </message>
    <message>
        <source>The field {name} is not marked as “Unique”.</source>
        <translation>Das Feld {name} ist nicht als „Eindeutig“ gekennzeichnet.</translation>
    </message>
    <message>
        <source>The field {name} is not of the type Text.</source>
        <translation>Das Feld {name} hat nicht den Datentyp Text.</translation>
    </message>
    <message>
        <source>The field {name} is shorter than {length} characters.</source>
        <translation>Das Feld {name} ist kürzer als {length} Zeichen.</translation>
    </message>
    <message>
        <source>The file {ca_file} holds no certificate that can be read.</source>
        <translation>Die Datei {ca_file} enthält kein lesbares Zertifikat.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read.</source>
        <translation>Die Datei {path} lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The file {path} cannot be written.</source>
        <translation>Die Datei {path} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The file {path} is a database of another program.</source>
        <translation>Die Datei {path} ist die Datenbank eines anderen Programms.</translation>
    </message>
    <message>
        <source>The first sync has not been done yet.</source>
        <translation>Der erste Abgleich steht noch aus.</translation>
    </message>
    <message>
        <source>The first sync waits for your yes.</source>
        <translation>Der erste Abgleich wartet auf Ihr Ja.</translation>
    </message>
    <message>
        <source>The first sync, whatever there is to do.</source>
        <translation>Der erste Abgleich, was immer zu tun ist.</translation>
    </message>
    <message>
        <source>The folder in Outlook is as good as empty: {count} contacts are gone from it. What shall become of them?</source>
        <translation>Der Ordner in Outlook ist so gut wie leer: {count} Kontakte sind daraus verschwunden. Was soll aus ihnen werden?</translation>
    </message>
    <message>
        <source>The folder in Outlook is not the one that it was, and {count} contacts are gone with it. What shall become of them?</source>
        <translation>Der Ordner in Outlook ist nicht mehr derselbe, und {count} Kontakte sind mit ihm verschwunden. Was soll aus ihnen werden?</translation>
    </message>
    <message>
        <source>The folder is no longer there.</source>
        <translation>Der Ordner ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The folder {parent} cannot be written to.</source>
        <translation>In den Ordner {parent} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The keychain ({where}) did not do what it was asked to.</source>
        <translation>Der Schlüsselbund ({where}) tat nicht, worum er gebeten wurde.</translation>
    </message>
    <message>
        <source>The last sync did not end properly. Contacts deleted in Salesforce since: {count}. May their copies go to Deleted Items?</source>
        <translation>Der letzte Abgleich endete nicht ordentlich. Seitdem in Salesforce gelöschte Kontakte: {count}. Dürfen ihre Kopien zu den gelöschten Elementen?</translation>
    </message>
    <message>
        <source>The mailbox is full.</source>
        <translation>Das Postfach ist voll.</translation>
    </message>
    <message>
        <source>The mailbox is not connected yet.</source>
        <translation>Das Postfach ist noch nicht verbunden.</translation>
    </message>
    <message>
        <source>The next command or sync moves it aside and builds it anew from Salesforce and the mailbox, where nothing is lost.</source>
        <translation>Der nächste Befehl oder Abgleich legt sie beiseite und baut sie aus Salesforce und dem Postfach neu auf, wo nichts verloren ist.</translation>
    </message>
    <message>
        <source>The next session goes on by itself.</source>
        <translation>Die nächste Sitzung geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The next sync asks you.</source>
        <translation>Der nächste Abgleich fragt Sie.</translation>
    </message>
    <message>
        <source>The next sync does it.</source>
        <translation>Der nächste Abgleich tut es.</translation>
    </message>
    <message>
        <source>The next sync forgets it; its history stays.</source>
        <translation>Der nächste Abgleich vergisst ihn; der Verlauf bleibt.</translation>
    </message>
    <message>
        <source>The next sync looks for its counterpart.</source>
        <translation>Der nächste Abgleich sucht sein Gegenstück.</translation>
    </message>
    <message>
        <source>The next sync merges it with what is there now.</source>
        <translation>Der nächste Abgleich führt es mit dem zusammen, was jetzt da ist.</translation>
    </message>
    <message>
        <source>The next sync reads what became of it.</source>
        <translation>Der nächste Abgleich liest, was daraus wurde.</translation>
    </message>
    <message>
        <source>The next sync tries again.</source>
        <translation>Der nächste Abgleich versucht es erneut.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Das Kennwort fehlt.</translation>
    </message>
    <message>
        <source>The proxy of this computer did not let us through to {host}.</source>
        <translation>Der Proxy dieses Computers ließ uns nicht zu {host} durch.</translation>
    </message>
    <message>
        <source>The question was over by itself: a value moved, or both sides were the same again.</source>
        <translation>Die Frage erledigte sich: Ein Wert änderte sich, oder beide Seiten waren wieder gleich.</translation>
    </message>
    <message>
        <source>The record belongs to somebody who has left; Salesforce keeps it as it is.</source>
        <translation>Der Datensatz gehört jemandem, der nicht mehr da ist; Salesforce lässt ihn, wie er ist.</translation>
    </message>
    <message>
        <source>The record is no longer in Salesforce, or you may no longer see it.</source>
        <translation>Der Datensatz ist nicht mehr in Salesforce, oder Sie dürfen ihn nicht mehr sehen.</translation>
    </message>
    <message>
        <source>The record was changed in Salesforce meanwhile.</source>
        <translation>Der Datensatz wurde inzwischen in Salesforce geändert.</translation>
    </message>
    <message>
        <source>The request to {host} could not be made.</source>
        <translation>Die Anfrage an {host} ließ sich nicht stellen.</translation>
    </message>
    <message>
        <source>The rest is left to others. Syncing goes on by itself after a while.</source>
        <translation>Der Rest bleibt anderen. Der Abgleich geht nach einer Weile von selbst weiter.</translation>
    </message>
    <message>
        <source>The rest of the contact is synced.</source>
        <translation>Der Rest des Kontakts wird abgeglichen.</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
    <message>
        <source>The server forgot where we were.</source>
        <translation>Der Server weiß nicht mehr, wo wir waren.</translation>
    </message>
    <message>
        <source>The session wrote to no contact called {what}.</source>
        <translation>Die Sitzung hat an keinem Kontakt namens {what} geschrieben.</translation>
    </message>
    <message>
        <source>The sign-in was stopped; nothing was kept.</source>
        <translation>Die Anmeldung wurde abgebrochen; nichts wurde behalten.</translation>
    </message>
    <message>
        <source>The simulated servers cannot be started: {problem}.</source>
        <translation>Die simulierten Server lassen sich nicht starten: {problem}.</translation>
    </message>
    <message>
        <source>The trial is open already, with servers of its own.</source>
        <translation>Der Probelauf ist schon offen, mit eigenen Servern.</translation>
    </message>
    <message>
        <source>The user name is missing.</source>
        <translation>Der Benutzername fehlt.</translation>
    </message>
    <message>
        <source>The value of {fields} is longer than Salesforce allows{limit}.</source>
        <translation>Der Wert ist länger, als Salesforce erlaubt{limit}: {fields}.</translation>
    </message>
    <message>
        <source>The value stays as it is in {system}. Shorten it there.</source>
        <translation>In {system} bleibt der Wert, wie er ist. Kürzen Sie ihn dort.</translation>
    </message>
    <message>
        <source>The {label} cannot be left blank.</source>
        <translation>Das Feld „{label}“ darf nicht leer sein.</translation>
    </message>
    <message>
        <source>The {label} is before the year 1700 or after 4000, which {system} does not take.</source>
        <translation>Der Tag im Feld „{label}“ liegt vor dem Jahr 1700 oder nach 4000; das nimmt {system} nicht an.</translation>
    </message>
    <message>
        <source>The {label} is missing; {system} takes no contact without one.</source>
        <translation>Das Feld „{label}“ ist leer; {system} nimmt keinen Kontakt ohne an.</translation>
    </message>
    <message>
        <source>The {what} is missing.</source>
        <translation>Es fehlt: {what}.</translation>
    </message>
    <message>
        <source>Then give people the Application (client) ID and the Directory (tenant) ID. Neither is a secret.</source>
        <translation>Geben Sie den Leuten danach die Anwendungs-ID (Client) und die Verzeichnis-ID (Mandant). Keine davon ist ein Geheimnis.</translation>
    </message>
    <message>
        <source>Then give these people the consumer key. It is no secret. They type it as the client id.</source>
        <translation>Geben Sie diesen Leuten danach den Consumer Key. Er ist kein Geheimnis. Sie geben ihn als Client-ID ein.</translation>
    </message>
    <message>
        <source>There is no cloud of Microsoft with the name {cloud}.</source>
        <translation>Es gibt keine Cloud von Microsoft mit dem Namen {cloud}.</translation>
    </message>
    <message>
        <source>There is no database {path} yet.</source>
        <translation>Es gibt noch keine Datenbank {path}.</translation>
    </message>
    <message>
        <source>There is no rule for {field}.</source>
        <translation>Für {field} gibt es keine Regel.</translation>
    </message>
    <message>
        <source>There is no session {number}.</source>
        <translation>Es gibt keine Sitzung {number}.</translation>
    </message>
    <message>
        <source>There is nothing to put back.</source>
        <translation>Es gibt nichts zurückzuholen.</translation>
    </message>
    <message>
        <source>They belong in the keychain.</source>
        <translation>Sie gehören in den Schlüsselbund.</translation>
    </message>
    <message>
        <source>This Salesforce does not offer the API versions {oldest} to {newest}.</source>
        <translation>Dieses Salesforce bietet die API-Versionen {oldest} bis {newest} nicht an.</translation>
    </message>
    <message>
        <source>This account has no mailbox on the Exchange server.</source>
        <translation>Dieses Konto hat kein Postfach auf dem Exchange-Server.</translation>
    </message>
    <message>
        <source>This answer belongs to another sign-in; it was not used.</source>
        <translation>Diese Antwort gehört zu einer anderen Anmeldung; sie wurde nicht benutzt.</translation>
    </message>
    <message>
        <source>This computer offers no keychain in which passwords and tokens can be kept safely.</source>
        <translation>Dieser Computer bietet keinen Schlüsselbund, in dem Kennwörter und Schlüssel sicher liegen.</translation>
    </message>
    <message>
        <source>This computer refused to change what starts at login: {problem}.</source>
        <translation>Dieser Computer ließ nicht ändern, was bei der Anmeldung startet: {problem}.</translation>
    </message>
    <message>
        <source>This contact is excluded: it is left alone.</source>
        <translation>Dieser Kontakt ist ausgeschlossen: Er bleibt unberührt.</translation>
    </message>
    <message>
        <source>This contact is not synced any more.</source>
        <translation>Dieser Kontakt wird nicht mehr abgeglichen.</translation>
    </message>
    <message>
        <source>This field waits for your choice; the others are synced.</source>
        <translation>Dieses Feld wartet auf Ihre Wahl; die anderen werden abgeglichen.</translation>
    </message>
    <message>
        <source>This is a rule of your organisation in Salesforce. Change the contact so that it fits; it is then tried again.</source>
        <translation>Das ist eine Regel Ihrer Organisation in Salesforce. Ändern Sie den Kontakt so, dass er passt; dann wird es noch einmal versucht.</translation>
    </message>
    <message>
        <source>This org does not let programs sign in with a password ({code}).</source>
        <translation>Diese Organisation lässt Programme nicht mit einem Kennwort anmelden ({code}).</translation>
    </message>
    <message>
        <source>This page belongs to a sign-in of SmartCloud Connect.</source>
        <translation>Diese Seite gehört zu einer Anmeldung von SmartCloud Connect.</translation>
    </message>
    <message>
        <source>This profile belongs to another {what} ({label}); the sign-in leads to {found}.</source>
        <translation>Dieses Profil gehört schon zu {what} ({label}); die Anmeldung führt zu {found}.</translation>
    </message>
    <message>
        <source>This profile is not connected to {missing} yet.</source>
        <translation>Dieses Profil ist noch nicht verbunden: {missing}.</translation>
    </message>
    <message>
        <source>This profile is signed out of the mailbox.</source>
        <translation>Dieses Profil ist vom Postfach abgemeldet.</translation>
    </message>
    <message>
        <source>This profile reaches the mailbox {label} in another way, and its pairs hang on that.</source>
        <translation>Dieses Profil erreicht das Postfach {label} auf einem anderen Weg, und seine Paare hängen davon ab.</translation>
    </message>
    <message>
        <source>This value stands on both sides already.</source>
        <translation>Dieser Wert steht schon auf beiden Seiten.</translation>
    </message>
    <message>
        <source>Tried {count} times since {day}</source>
        <translation>{count}-mal versucht seit {day}</translation>
    </message>
    <message>
        <source>Tried {count} times.</source>
        <translation>{count}-mal versucht.</translation>
    </message>
    <message>
        <source>Try again once they can be reached.</source>
        <translation>Versuchen Sie es noch einmal, wenn sie zu erreichen sind.</translation>
    </message>
    <message>
        <source>Try again; the page of the browser must be answered, also where it refuses.</source>
        <translation>Versuchen Sie es erneut; die Seite im Browser muss beantwortet werden, auch wenn man ablehnt.</translation>
    </message>
    <message>
        <source>Try again; you get a new code.</source>
        <translation>Versuchen Sie es erneut; Sie bekommen einen neuen Code.</translation>
    </message>
    <message>
        <source>Two computers with one mailbox: set it up on one of them only.</source>
        <translation>Zwei Computer mit einem Postfach: Richten Sie es nur auf einem davon ein.</translation>
    </message>
    <message>
        <source>Type a value.</source>
        <translation>Tippen Sie einen Wert.</translation>
    </message>
    <message>
        <source>Type it in Outlook.</source>
        <translation>Tragen Sie es in Outlook ein.</translation>
    </message>
    <message>
        <source>Type production, sandbox, or your own domain, such as company.my.salesforce.com.</source>
        <translation>Geben Sie production, sandbox oder Ihre eigene Domäne ein, etwa firma.my.salesforce.com.</translation>
    </message>
    <message>
        <source>Type the one that you sign in to Salesforce with.</source>
        <translation>Geben Sie den ein, mit dem Sie sich bei Salesforce anmelden.</translation>
    </message>
    <message>
        <source>Type the {label} in {system}.</source>
        <translation>Füllen Sie das Feld „{label}“ in {system} aus.</translation>
    </message>
    <message>
        <source>Type them again; after a few wrong ones Salesforce locks the user out.</source>
        <translation>Geben Sie sie erneut ein; nach einigen falschen sperrt Salesforce den Benutzer.</translation>
    </message>
    <message>
        <source>Under Authentication, allow public client flows if people are to sign in with a code on another device.</source>
        <translation>Erlauben Sie unter Authentifizierung öffentliche Clientflows, falls sich Leute mit einem Code auf einem anderen Gerät anmelden sollen.</translation>
    </message>
    <message>
        <source>Under Policies, allow the people who are to use it, and install the app in the org.</source>
        <translation>Erlauben Sie unter Policies die Leute, die es benutzen sollen, und installieren Sie die App in der Organisation.</translation>
    </message>
    <message>
        <source>Unique: yes, do not allow duplicate values</source>
        <translation>Eindeutig: ja, keine doppelten Werte zulassen</translation>
    </message>
    <message>
        <source>Unlock it, then try again.</source>
        <translation>Entsperren Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Update this program, or check the address.</source>
        <translation>Aktualisieren Sie dieses Programm oder prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>Aktualisieren Sie dieses Programm.</translation>
    </message>
    <message>
        <source>Use https://{host} instead; plain http is allowed for this computer only.</source>
        <translation>Nehmen Sie https://{host}; einfaches http ist nur für diesen Computer erlaubt.</translation>
    </message>
    <message>
        <source>Use that one, or close it first: look for its icon beside the clock.</source>
        <translation>Nehmen Sie diesen oder schließen Sie ihn zuerst: Sein Symbol ist neben der Uhr.</translation>
    </message>
    <message>
        <source>Used by this program on its last day: {ours} calls</source>
        <translation>Von diesem Programm an seinem letzten Tag verbraucht: {ours} Aufrufe</translation>
    </message>
    <message>
        <source>Used by your organisation in 24 hours: {used} of {allowed} calls</source>
        <translation>Von Ihrer Organisation in 24 Stunden verbraucht: {used} von {allowed} Aufrufen</translation>
    </message>
    <message>
        <source>Wait a moment and try again, or end it and start it anew.</source>
        <translation>Warten Sie einen Moment und versuchen Sie es noch einmal, oder beenden Sie es und starten Sie es neu.</translation>
    </message>
    <message>
        <source>Wait until it is done or close it, then try again.</source>
        <translation>Warten Sie, bis es fertig ist, oder schließen Sie es; dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Wait until it is done, then try again.</source>
        <translation>Warten Sie, bis er fertig ist, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Wait: a server that is asked too early asks for longer pauses.</source>
        <translation>Warten Sie: Ein Server, der zu früh gefragt wird, bittet um längere Pausen.</translation>
    </message>
    <message>
        <source>What is told here is how things were last seen.</source>
        <translation>Gezeigt ist, wie es zuletzt gesehen wurde.</translation>
    </message>
    <message>
        <source>What was written stays. See with status how things stand, then try again.</source>
        <translation>Was geschrieben ist, bleibt. Sehen Sie mit status nach, wie es steht, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>When both were the same: {value}</source>
        <translation>Als beide gleich waren: {value}</translation>
    </message>
    <message>
        <source>Where: Setup, Object Manager, Contact, Fields &amp; Relationships</source>
        <translation>Wo: Setup, Objekt-Manager, Kontakt, Felder und Beziehungen</translation>
    </message>
    <message>
        <source>Whoever is signed in may not edit the field {name}.</source>
        <translation>Wer angemeldet ist, darf das Feld {name} nicht bearbeiten.</translation>
    </message>
    <message>
        <source>With a link field in Salesforce a new contact is made exactly once, even where the connection breaks in that very moment, and contacts find each other again after a loss. It is optional: without it the program looks for what it may have made, and asks you where it is not certain.</source>
        <translation>Mit einem Verknüpfungsfeld in Salesforce wird ein neuer Kontakt genau einmal angelegt, auch wenn die Verbindung in genau diesem Augenblick abbricht, und Kontakte finden nach einem Verlust wieder zueinander. Es ist nicht notwendig: Ohne das Feld sucht das Programm, was es angelegt haben könnte, und fragt Sie, wo es nicht sicher ist.</translation>
    </message>
    <message>
        <source>You answered.</source>
        <translation>Sie haben geantwortet.</translation>
    </message>
    <message>
        <source>You answered: delete it in Salesforce too.</source>
        <translation>Sie haben geantwortet: auch in Salesforce löschen.</translation>
    </message>
    <message>
        <source>You answered: keep it in Salesforce and stop syncing it.</source>
        <translation>Sie haben geantwortet: in Salesforce behalten und nicht mehr abgleichen.</translation>
    </message>
    <message>
        <source>You answered: never sync it again.</source>
        <translation>Sie haben geantwortet: nie wieder abgleichen.</translation>
    </message>
    <message>
        <source>You answered: put it back in Outlook.</source>
        <translation>Sie haben geantwortet: in Outlook zurückholen.</translation>
    </message>
    <message>
        <source>You chose a value of your own.</source>
        <translation>Sie wählten einen eigenen Wert.</translation>
    </message>
    <message>
        <source>You chose the value of {system}.</source>
        <translation>Sie wählten den Wert von {system}.</translation>
    </message>
    <message>
        <source>You decided so.</source>
        <translation>Sie haben so entschieden.</translation>
    </message>
    <message>
        <source>You had stopped sharing it.</source>
        <translation>Sie teilten ihn nicht mehr.</translation>
    </message>
    <message>
        <source>You ignore this.</source>
        <translation>Sie ignorieren das.</translation>
    </message>
    <message>
        <source>You may close this window and go back to SmartCloud Connect.</source>
        <translation>Sie können dieses Fenster schließen und zu SmartCloud Connect zurückkehren.</translation>
    </message>
    <message>
        <source>You may not change this record in Salesforce.</source>
        <translation>Sie dürfen diesen Datensatz in Salesforce nicht ändern.</translation>
    </message>
    <message>
        <source>You may not change {fields} in Salesforce.</source>
        <translation>Sie dürfen {fields} in Salesforce nicht ändern.</translation>
    </message>
    <message>
        <source>You moved it out of the folder “Salesforce Contacts”.</source>
        <translation>Sie haben ihn aus dem Ordner „Salesforce Contacts“ verschoben.</translation>
    </message>
    <message>
        <source>You paused syncing until {time}.</source>
        <translation>Sie haben den Abgleich bis {time} unterbrochen.</translation>
    </message>
    <message>
        <source>You signed out of {name}; nothing is synced until you sign in again.</source>
        <translation>Sie haben sich abgemeldet ({name}); bis zur neuen Anmeldung wird nichts abgeglichen.</translation>
    </message>
    <message>
        <source>You stopped sharing it.</source>
        <translation>Sie teilen ihn nicht mehr.</translation>
    </message>
    <message>
        <source>You stopped syncing it.</source>
        <translation>Sie gleichen ihn nicht mehr ab.</translation>
    </message>
    <message>
        <source>You took the category “Salesforce” off.</source>
        <translation>Sie haben die Kategorie „Salesforce“ weggenommen.</translation>
    </message>
    <message>
        <source>You undid what a sync had done.</source>
        <translation>Sie haben rückgängig gemacht, was ein Abgleich getan hatte.</translation>
    </message>
    <message>
        <source>Your Salesforce administrator creates an app once and gives you its consumer key.</source>
        <translation>Ihr Salesforce-Administrator legt einmal eine App an und gibt Ihnen deren Consumer Key.</translation>
    </message>
    <message>
        <source>Your Salesforce administrator creates the app once and gives you its consumer key.</source>
        <translation>Ihr Salesforce-Administrator legt die App einmal an und gibt Ihnen deren Consumer Key.</translation>
    </message>
    <message>
        <source>Your Salesforce edition or profile has no API access.</source>
        <translation>Ihre Salesforce-Edition oder Ihr Profil hat keinen API-Zugang.</translation>
    </message>
    <message>
        <source>Your administrator registers the app once and gives you its client id.</source>
        <translation>Ihr Administrator registriert die App einmal und gibt Ihnen deren Client-ID.</translation>
    </message>
    <message>
        <source>Your copy stays as it is. Ask for access, or take the category Salesforce off to keep it as your own.</source>
        <translation>Ihre Kopie bleibt, wie sie ist. Bitten Sie um Zugang, oder nehmen Sie die Kategorie Salesforce weg, um sie als eigene zu behalten.</translation>
    </message>
    <message>
        <source>Your organisation has used up the calls that Salesforce allows in 24 hours.</source>
        <translation>Ihre Organisation hat die Aufrufe verbraucht, die Salesforce in 24 Stunden erlaubt.</translation>
    </message>
    <message>
        <source>Your organisation has used {percent} % of the calls that Salesforce allows in 24 hours.</source>
        <translation>Ihre Organisation hat {percent} % der Aufrufe verbraucht, die Salesforce in 24 Stunden erlaubt.</translation>
    </message>
    <message>
        <source>Your organisation lets only an administrator allow this program.</source>
        <translation>In Ihrer Organisation darf nur ein Administrator dieses Programm erlauben.</translation>
    </message>
    <message>
        <source>Your organisation wants a second step when you sign in to Microsoft.</source>
        <translation>Ihre Organisation verlangt bei der Anmeldung bei Microsoft einen zweiten Schritt.</translation>
    </message>
    <message>
        <source>Your organisation&apos;s Salesforce storage is full.</source>
        <translation>Der Salesforce-Speicher Ihrer Organisation ist voll.</translation>
    </message>
    <message>
        <source>Your sign-in to Microsoft has ended.</source>
        <translation>Ihre Anmeldung bei Microsoft ist abgelaufen.</translation>
    </message>
    <message>
        <source>Your sign-in to Salesforce has ended.</source>
        <translation>Ihre Anmeldung bei Salesforce ist abgelaufen.</translation>
    </message>
    <message>
        <source>a field</source>
        <translation>ein Feld</translation>
    </message>
    <message>
        <source>a mailbox</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>a redirection to {host}</source>
        <translation>einer Weiterleitung zu {host}</translation>
    </message>
    <message>
        <source>a web page</source>
        <translation>einer Webseite</translation>
    </message>
    <message>
        <source>address of Exchange</source>
        <translation>die Adresse von Exchange</translation>
    </message>
    <message>
        <source>an incomplete answer</source>
        <translation>einer unvollständigen Antwort</translation>
    </message>
    <message>
        <source>in the file {path}, because the account is a simulated one on this computer</source>
        <translation>in der Datei {path}, weil das Konto ein simuliertes auf diesem Computer ist</translation>
    </message>
    <message>
        <source>in {keychain}</source>
        <translation>im Schlüsselbund: {keychain}</translation>
    </message>
    <message>
        <source>it gave no reason</source>
        <translation>es nannte keinen Grund</translation>
    </message>
    <message>
        <source>mailbox</source>
        <translation>einem Postfach</translation>
    </message>
    <message>
        <source>offline_access, openid and profile (people stay signed in, and the program knows who they are)</source>
        <translation>offline_access, openid und profile (Leute bleiben angemeldet, und das Programm weiß, wer sie sind)</translation>
    </message>
    <message>
        <source>one of {ids}, or mailbox to make a record of its own</source>
        <translation>eine von {ids}, oder mailbox für einen eigenen Datensatz</translation>
    </message>
    <message>
        <source>password</source>
        <translation>das Kennwort</translation>
    </message>
    <message>
        <source>salesforce or mailbox</source>
        <translation>salesforce oder mailbox</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>etwas anderem</translation>
    </message>
    <message>
        <source>the Exchange server</source>
        <translation>der Exchange-Server</translation>
    </message>
    <message>
        <source>the Secret Service of your desktop (GNOME Keyring or its like)</source>
        <translation>der Geheimnisdienst Ihres Desktops (GNOME-Schlüsselbund oder Ähnliches)</translation>
    </message>
    <message>
        <source>the Windows Credential Manager</source>
        <translation>die Windows-Anmeldeinformationsverwaltung</translation>
    </message>
    <message>
        <source>the field {name}</source>
        <translation>das Feld {name}</translation>
    </message>
    <message>
        <source>the fields {names}</source>
        <translation>die Felder {names}</translation>
    </message>
    <message>
        <source>the keychain of macOS</source>
        <translation>der Schlüsselbund von macOS</translation>
    </message>
    <message>
        <source>the mailbox</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>der Server</translation>
    </message>
    <message>
        <source>user name</source>
        <translation>der Benutzername</translation>
    </message>
    <message>
        <source>{answer} is no answer here.</source>
        <translation>{answer} ist hier keine Antwort.</translation>
    </message>
    <message>
        <source>{count} contacts are gone from the folder in Outlook. What shall become of them?</source>
        <translation>{count} Kontakte sind aus dem Ordner in Outlook verschwunden. Was soll aus ihnen werden?</translation>
    </message>
    <message>
        <source>{count} contacts are no longer among those that you sync: may their copies become your own?</source>
        <translation>{count} Kontakte gehören nicht mehr zu denen, die Sie abgleichen: Dürfen ihre Kopien Ihre eigenen werden?</translation>
    </message>
    <message>
        <source>{count} contacts changed since the last sync, which is far more than people change: may the changes be carried over to the other side?</source>
        <translation>{count} Kontakte änderten sich seit dem letzten Abgleich, weit mehr, als Menschen ändern: Dürfen die Änderungen auf die andere Seite?</translation>
    </message>
    <message>
        <source>{count} contacts fit “{what}”: {listed}.</source>
        <translation>{count} Kontakte passen zu „{what}“: {listed}.</translation>
    </message>
    <message>
        <source>{count} contacts in Salesforce could be the same person.</source>
        <translation>{count} Kontakte in Salesforce könnten dieselbe Person sein.</translation>
    </message>
    <message>
        <source>{count} contacts in Salesforce have no copy in Outlook, though others have theirs: they may be new, or their copies may have been deleted. Shall they get copies?</source>
        <translation>{count} Kontakte in Salesforce haben keine Kopie in Outlook, obwohl andere eine haben: Sie sind neu, oder ihre Kopien wurden gelöscht. Sollen sie Kopien bekommen?</translation>
    </message>
    <message>
        <source>{count} contacts were deleted in Salesforce: may their copies go to Deleted Items?</source>
        <translation>{count} Kontakte wurden in Salesforce gelöscht: Dürfen ihre Kopien zu den gelöschten Elementen?</translation>
    </message>
    <message>
        <source>{count} copies would be taken away at once, which is not done without your word.</source>
        <translation>{count} Kopien würden auf einmal weggenommen; das geschieht nicht ohne Ihr Wort.</translation>
    </message>
    <message>
        <source>{count} shared contacts in Outlook were synced before, but are not found in Salesforce any more. What shall become of them?</source>
        <translation>{count} geteilte Kontakte in Outlook wurden früher abgeglichen, sind in Salesforce aber nicht mehr zu finden. Was soll aus ihnen werden?</translation>
    </message>
    <message>
        <source>{fields}: to be changed in {system}.</source>
        <translation>{fields}: wird in {system} geändert.</translation>
    </message>
    <message>
        <source>{field} differs: it is not written in {system}.</source>
        <translation>{field} ist verschieden: Es wird in {system} nicht geschrieben.</translation>
    </message>
    <message>
        <source>{field} emptied (it was “{before}”)</source>
        <translation>{field} geleert (vorher „{before}“)</translation>
    </message>
    <message>
        <source>{field} is no field that is synced.</source>
        <translation>{field} ist kein Feld, das abgeglichen wird.</translation>
    </message>
    <message>
        <source>{field} is now “{after}”</source>
        <translation>{field} ist jetzt „{after}“</translation>
    </message>
    <message>
        <source>{field} is now “{after}” (it was “{before}”)</source>
        <translation>{field} ist jetzt „{after}“ (vorher „{before}“)</translation>
    </message>
    <message>
        <source>{hostname} answered, but not as {service} does.</source>
        <translation>{hostname} antwortete, aber nicht so, wie {service} es tut.</translation>
    </message>
    <message>
        <source>{host} answered with {what} instead of Exchange Web Services.</source>
        <translation>{host} antwortete mit {what} statt mit Exchange Web Services.</translation>
    </message>
    <message>
        <source>{label}: {system} does not let you change this field; it is only read there.</source>
        <translation>{label}: {system} lässt Sie dieses Feld nicht ändern; es wird dort nur gelesen.</translation>
    </message>
    <message>
        <source>{label}: {system} does not offer this field to you; it is left alone on both sides.</source>
        <translation>{label}: {system} bietet Ihnen dieses Feld nicht; es bleibt auf beiden Seiten unberührt.</translation>
    </message>
    <message>
        <source>{length} characters are too many for the {label}: {system} takes at most {limit}.</source>
        <translation>{length} Zeichen sind zu viele für das Feld „{label}“: {system} nimmt höchstens {limit}.</translation>
    </message>
    <message>
        <source>{service} at {host} broke off in the middle of its answer.</source>
        <translation>{service} auf {host} brach mitten in der Antwort ab.</translation>
    </message>
    <message>
        <source>{service} at {host} did not answer in time.</source>
        <translation>{service} auf {host} hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>{service} cannot be reached at {host}: there is no such server, or it takes no connections.</source>
        <translation>{service} ist auf {host} nicht zu erreichen: Den Server gibt es nicht, oder er nimmt keine Verbindungen an.</translation>
    </message>
    <message>
        <source>{service} sends us from {hostname} on to {hostname2}.</source>
        <translation>{service} schickt uns von {hostname} weiter zu {hostname2}.</translation>
    </message>
    <message>
        <source>{service} wants to send us on to {host}, which is another place.</source>
        <translation>{service} will uns an {host} weiterleiten, und das ist ein anderer Ort.</translation>
    </message>
    <message>
        <source>{text} does not say whose contacts to sync.</source>
        <translation>{text} sagt nicht, wessen Kontakte abgeglichen werden.</translation>
    </message>
    <message>
        <source>{text} is not a value for the {label}.</source>
        <translation>{text} ist kein Wert für das Feld „{label}“.</translation>
    </message>
    <message>
        <source>{title} ({id})</source>
        <translation>{title} ({id})</translation>
    </message>
    <message>
        <source>“not found”</source>
        <translation>„nicht gefunden“</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) are on both sides already and would be linked.</source>
        <translation>
            <numerusform>%n Kontakt ist schon auf beiden Seiten und würde verknüpft.</numerusform>
            <numerusform>%n Kontakte sind schon auf beiden Seiten und würden verknüpft.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) would be new in Outlook.</source>
        <translation>
            <numerusform>%n Kontakt wäre neu in Outlook.</numerusform>
            <numerusform>%n Kontakte wären neu in Outlook.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) would be new in Salesforce.</source>
        <translation>
            <numerusform>%n Kontakt wäre neu in Salesforce.</numerusform>
            <numerusform>%n Kontakte wären neu in Salesforce.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) of these differ; your rule for conflicts decides.</source>
        <translation>
            <numerusform>%n Wert davon ist verschieden; Ihre Regel für Konflikte entscheidet.</numerusform>
            <numerusform>%n Werte davon sind verschieden; Ihre Regel für Konflikte entscheidet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has to be written: there are no contacts to sync yet.</source>
        <translation>Es ist nichts zu schreiben: Es gibt noch keine Kontakte abzugleichen.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(ohne Namen)</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %n weiterer</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>On both sides, recognised by the e-mail address</source>
        <translation>Auf beiden Seiten, an der E-Mail-Adresse erkannt</translation>
    </message>
    <message>
        <source>On both sides, recognised by name and company</source>
        <translation>Auf beiden Seiten, an Name und Firma erkannt</translation>
    </message>
    <message>
        <source>On both sides, linked by an earlier sync</source>
        <translation>Auf beiden Seiten, von einem früheren Abgleich verknüpft</translation>
    </message>
    <message>
        <source>New in Outlook</source>
        <translation>Neu in Outlook</translation>
    </message>
    <message>
        <source>New in Salesforce</source>
        <translation>Neu in Salesforce</translation>
    </message>
    <message>
        <source>Could be one of several; you will be asked</source>
        <translation>Könnte einer von mehreren sein; Sie werden gefragt</translation>
    </message>
    <message>
        <source>Cannot be written as they are</source>
        <translation>Können so nicht geschrieben werden</translation>
    </message>
    <message>
        <source>changed on both sides</source>
        <translation>auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>changed in {side}</source>
        <translation>in {side} geändert</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>New in {side}</source>
        <translation>Neu in {side}</translation>
    </message>
    <message>
        <source>Not found in {side} any more</source>
        <translation>In {side} nicht mehr gefunden</translation>
    </message>
    <message>
        <source>Changed in {side}</source>
        <translation>Geändert in {side}</translation>
    </message>
    <message>
        <source>Held here otherwise than {side} shows it</source>
        <translation>Hier anders gespeichert, als {side} es zeigt</translation>
    </message>
    <message>
        <source>Shared, un-shared or moved in {side}</source>
        <translation>In {side} geteilt, nicht mehr geteilt oder verschoben</translation>
    </message>
    <message>
        <source>In {side} without a counterpart</source>
        <translation>In {side} ohne Gegenstück</translation>
    </message>
    <message>
        <source>Not the same on both sides</source>
        <translation>Nicht auf beiden Seiten gleich</translation>
    </message>
    <message>
        <source>The copy in Outlook does not name its counterpart</source>
        <translation>Die Kopie in Outlook nennt ihr Gegenstück nicht</translation>
    </message>
    <message>
        <source>In {side} more than once under one link</source>
        <translation>In {side} mehrmals unter einer Verknüpfung</translation>
    </message>
    <message>
        <source>since the last sync</source>
        <translation>seit dem letzten Abgleich</translation>
    </message>
    <message>
        <source>a conflict waits</source>
        <translation>ein Konflikt wartet</translation>
    </message>
    <message>
        <source>a question waits</source>
        <translation>eine Frage wartet</translation>
    </message>
    <message>
        <source>it is a problem</source>
        <translation>es ist ein Problem</translation>
    </message>
    <message>
        <source>flows one way only</source>
        <translation>fließt nur in eine Richtung</translation>
    </message>
    <message>
        <source>agreed so</source>
        <translation>so vereinbart</translation>
    </message>
    <message>
        <source>unexplained</source>
        <translation>ungeklärt</translation>
    </message>
    <message>
        <source>since the last sync; the next one takes it</source>
        <translation>seit dem letzten Abgleich; das erledigt der nächste</translation>
    </message>
    <message>
        <source>waiting for your choice under Conflicts</source>
        <translation>offen: Ihre Wahl unter „Konflikte“ fehlt noch</translation>
    </message>
    <message>
        <source>waiting for your answer under “Held back”</source>
        <translation>offen: Ihre Antwort unter „Zurückgehalten“ fehlt noch</translation>
    </message>
    <message>
        <source>could not be written or seen; see Problems</source>
        <translation>konnte nicht geschrieben oder gesehen werden; siehe „Probleme“</translation>
    </message>
    <message>
        <source>in fields that flow one way only; both values stay</source>
        <translation>in Feldern, die nur in eine Richtung fließen; beide Werte bleiben</translation>
    </message>
    <message>
        <source>left so when both sides last agreed</source>
        <translation>blieb so, als beide Seiten zuletzt übereinstimmten</translation>
    </message>
    <message>
        <source>unexplained; please send the diagnostics to the makers</source>
        <translation>ungeklärt; bitte senden Sie die Diagnose an die Hersteller</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <source>Sign out of {side}</source>
        <translation>Von {side} abmelden</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>&amp;Sign in again …</source>
        <translation>Neu &amp;anmelden …</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Neu lesen</translation>
    </message>
    <message>
        <source>Look again for the link field</source>
        <translation>Erneut nach dem Verknüpfungsfeld sehen</translation>
    </message>
    <message>
        <source>Link field</source>
        <translation>Verknüpfungsfeld</translation>
    </message>
    <message>
        <source>Salesforce calls</source>
        <translation>Salesforce-Aufrufe</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Sign out of {side}? Its secret is deleted here. Contacts stay as they are on both sides.</source>
        <translation>Von {side} abmelden? Das Geheimnis wird hier gelöscht. Die Kontakte bleiben auf beiden Seiten, wie sie sind.</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>From {percent} % of all calls on, the program rests and leaves the others the rest.</source>
        <translation>Ab {percent} % aller Aufrufe pausiert das Programm und lässt den anderen den Rest.</translation>
    </message>
    <message>
        <source>Not told by Salesforce yet.</source>
        <translation>Von Salesforce noch nicht gesagt.</translation>
    </message>
    <message>
        <source>It rests now, and goes on by itself: {when}</source>
        <translation>Es pausiert jetzt und geht von selbst weiter: {when}</translation>
    </message>
    <message>
        <source>Kept {place}.</source>
        <translation>Aufbewahrt: {place}.</translation>
    </message>
    <message>
        <source>None are kept.</source>
        <translation>Es werden keine aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Sync now</source>
        <translation>Jetzt &amp;abgleichen</translation>
    </message>
    <message>
        <source>Pre&amp;view …</source>
        <translation>&amp;Vorschau …</translation>
    </message>
    <message>
        <source>&amp;Browse records</source>
        <translation>&amp;Datensätze ansehen</translation>
    </message>
    <message>
        <source>&amp;Explain …</source>
        <translation>&amp;Erklären …</translation>
    </message>
    <message>
        <source>&amp;Activity</source>
        <translation>A&amp;ktivität</translation>
    </message>
    <message>
        <source>Pause for 30 minutes</source>
        <translation>30 Minuten anhalten</translation>
    </message>
    <message>
        <source>Pause until tomorrow</source>
        <translation>Bis morgen anhalten</translation>
    </message>
    <message>
        <source>&amp;Go on now</source>
        <translation>&amp;Jetzt fortsetzen</translation>
    </message>
    <message>
        <source>S&amp;ettings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>Set &amp;up …</source>
        <translation>Ei&amp;nrichten …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>S&amp;ign in again …</source>
        <translation>Neu a&amp;nmelden …</translation>
    </message>
    <message>
        <source>Stop the sync</source>
        <translation>Abgleich abbrechen</translation>
    </message>
    <message>
        <source>&amp;Conflicts ({count})</source>
        <translation>&amp;Konflikte ({count})</translation>
    </message>
    <message>
        <source>&amp;Held back ({count})</source>
        <translation>&amp;Zurückgehalten ({count})</translation>
    </message>
    <message>
        <source>P&amp;roblems ({count})</source>
        <translation>P&amp;robleme ({count})</translation>
    </message>
</context>
<context>
    <name>ActivityWindow</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Abgleiche</translation>
    </message>
    <message>
        <source>What the session wrote</source>
        <translation>Was der Abgleich geschrieben hat</translation>
    </message>
    <message>
        <source>Nothing has been synced yet. Each sync will be listed here, with what it wrote.</source>
        <translation>Noch wurde nichts abgeglichen. Jeder Abgleich wird hier aufgeführt, mit allem, was er geschrieben hat.</translation>
    </message>
    <message>
        <source>&amp;Undo this …</source>
        <translation>&amp;Rückgängig machen …</translation>
    </message>
    <message>
        <source>&amp;Compare both sides …</source>
        <translation>&amp;Beide Seiten vergleichen …</translation>
    </message>
    <message>
        <source>Reads everything on both sides and says what differs; changes nothing.</source>
        <translation>Liest alles auf beiden Seiten und sagt, was sich unterscheidet; ändert nichts.</translation>
    </message>
    <message>
        <source>All of this has been undone.</source>
        <translation>Alles davon wurde rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Part of this has been undone.</source>
        <translation>Ein Teil davon wurde rückgängig gemacht.</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Ausgelöst durch</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>What it wrote</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>BrowserWindow</name>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>Show &amp;all contacts</source>
        <translation>&amp;Alle Kontakte zeigen</translation>
    </message>
    <message>
        <source>Searching …</source>
        <translation>Suche läuft …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln contact(s)</source>
        <translation>
            <numerusform>%Ln Kontakt</numerusform>
            <numerusform>%Ln Kontakte</numerusform>
        </translation>
    </message>
    <message>
        <source>The first {count}; looking for the rest …</source>
        <translation>Die ersten {count}; der Rest wird gesucht …</translation>
    </message>
    <message>
        <source>No contact matches.</source>
        <translation>Kein Kontakt passt dazu.</translation>
    </message>
    <message>
        <source>No contacts yet. The first sync brings them here.</source>
        <translation>Noch keine Kontakte. Der erste Abgleich bringt sie hierher.</translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message>
        <source>Compare both sides</source>
        <translation>Beide Seiten vergleichen</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>&amp;Erklären</translation>
    </message>
    <message>
        <source>Stopped before everything was compared</source>
        <translation>Angehalten, bevor alles verglichen war</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) found</source>
        <translation>
            <numerusform>%n Unterschied gefunden</numerusform>
            <numerusform>%n Unterschiede gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Both sides agree, with each other and with what the program holds</source>
        <translation>Beide Seiten stimmen überein, miteinander und mit dem, was das Programm gespeichert hat</translation>
    </message>
    <message>
        <source>Compared: {crm} in Salesforce, {mailbox} shared in Outlook, {pairs} of them linked.</source>
        <translation>Verglichen: {crm} in Salesforce, {mailbox} geteilte in Outlook, davon {pairs} verknüpft.</translation>
    </message>
    <message>
        <source>What is listed is not all.</source>
        <translation>Die Liste ist nicht vollständig.</translation>
    </message>
    <message>
        <source>The first {number} are listed.</source>
        <translation>Die ersten {number} sind aufgeführt.</translation>
    </message>
    <message>
        <source>Nothing was changed, neither there nor here.</source>
        <translation>Nichts wurde geändert, weder dort noch hier.</translation>
    </message>
    <message>
        <source>The comparison could not be made</source>
        <translation>Der Vergleich war nicht möglich</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>{field}: {left} in Salesforce, {right} in Outlook</source>
        <translation>{field}: {left} in Salesforce, {right} in Outlook</translation>
    </message>
    <message>
        <source>{field}: {left} held here, {right} there</source>
        <translation>{field}: {left} hier gespeichert, {right} dort</translation>
    </message>
</context>
<context>
    <name>ConflictsWindow</name>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Contacts in conflict</source>
        <translation>Kontakte mit Konflikten</translation>
    </message>
    <message>
        <source>No conflicts. Where both sides change the same field, you will be asked here.</source>
        <translation>Keine Konflikte. Wenn beide Seiten dasselbe Feld ändern, werden Sie hier gefragt.</translation>
    </message>
    <message>
        <source>What &amp;gave way …</source>
        <translation>Was &amp;unterlag …</translation>
    </message>
    <message>
        <source>Since {when}</source>
        <translation>Seit {when}</translation>
    </message>
    <message>
        <source>{side} for every conflict about {field} ({number})</source>
        <translation>{side} bei jedem Konflikt über {field} ({number})</translation>
    </message>
    <message>
        <source>{side} for everything ({number})</source>
        <translation>{side} bei allem ({number})</translation>
    </message>
    <message numerus="yes">
        <source>Take the values of {side} for %n conflict(s)?</source>
        <translation>
            <numerusform>Die Werte von {side} bei %n Konflikt übernehmen?</numerusform>
            <numerusform>Die Werte von {side} bei %n Konflikten übernehmen?</numerusform>
        </translation>
    </message>
    <message>
        <source>deleted in Salesforce, changed in Outlook</source>
        <translation>in Salesforce gelöscht, in Outlook geändert</translation>
    </message>
    <message>
        <source>which contact is it?</source>
        <translation>welcher Kontakt ist es?</translation>
    </message>
    <message>
        <source>All of {side}</source>
        <translation>Alles von {side}</translation>
    </message>
    <message>
        <source>&amp;The same for …</source>
        <translation>Dasselbe &amp;für …</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>S&amp;päter</translation>
    </message>
    <message>
        <source>&amp;Save and next</source>
        <translation>&amp;Speichern und weiter</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>&amp;Erklären</translation>
    </message>
</context>
<context>
    <name>Connected</name>
    <message>
        <source>Checked</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Connected as {name}
{address}</source>
        <translation>Verbunden als {name}
{address}</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Fields on both sides</source>
        <translation>Felder auf beiden Seiten</translation>
    </message>
    <message>
        <source>What sync did with this contact</source>
        <translation>Was der Abgleich mit diesem Kontakt getan hat</translation>
    </message>
    <message>
        <source>Sync has written nothing to this contact.</source>
        <translation>Der Abgleich hat an diesem Kontakt nichts geschrieben.</translation>
    </message>
    <message>
        <source>&amp;Fields</source>
        <translation>&amp;Felder</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>last the same {when}</source>
        <translation>zuletzt gleich {when}</translation>
    </message>
    <message>
        <source>It was deleted on one side. What should become of it waits for your answer.</source>
        <translation>Er wurde auf einer Seite gelöscht. Was aus ihm werden soll, wartet auf Ihre Antwort.</translation>
    </message>
    <message>
        <source>Both sides changed: {fields}.</source>
        <translation>Auf beiden Seiten geändert: {fields}.</translation>
    </message>
    <message>
        <source>A question about this contact waits for your answer.</source>
        <translation>Eine Frage zu diesem Kontakt wartet auf Ihre Antwort.</translation>
    </message>
    <message>
        <source>The next sync shares it again.</source>
        <translation>Der nächste Abgleich teilt ihn wieder.</translation>
    </message>
    <message>
        <source>The next sync stops sharing it; both copies stay.</source>
        <translation>Der nächste Abgleich teilt ihn nicht mehr; beide Kopien bleiben.</translation>
    </message>
    <message>
        <source>&amp;Open in Salesforce</source>
        <translation>In Salesforce ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Share a&amp;gain</source>
        <translation>Wi&amp;eder teilen</translation>
    </message>
    <message>
        <source>S&amp;top sharing</source>
        <translation>Nicht mehr &amp;teilen</translation>
    </message>
    <message>
        <source>The contact is not synced any more; both copies stay.</source>
        <translation>Der Kontakt wird nicht mehr abgeglichen; beide Kopien bleiben.</translation>
    </message>
    <message>
        <source>T&amp;ry again</source>
        <translation>&amp;Noch einmal versuchen</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>&amp;Erklären</translation>
    </message>
    <message>
        <source>How it stands and why, what comes next, and all that happened to it.</source>
        <translation>Wie es steht und warum, was als Nächstes kommt, und alles, was geschah.</translation>
    </message>
    <message>
        <source>&amp;Never sync</source>
        <translation>&amp;Nie abgleichen</translation>
    </message>
    <message>
        <source>Nothing of it is made, changed or deleted any more, on either side.</source>
        <translation>Auf keiner Seite wird davon noch etwas angelegt, geändert oder gelöscht.</translation>
    </message>
    <message>
        <source>&amp;Include again</source>
        <translation>Wieder &amp;aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Answer …</source>
        <translation>&amp;Antworten …</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Last agreed</source>
        <translation>Zuletzt gleich</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>All set up</source>
        <translation>Alles eingerichtet</translation>
    </message>
    <message>
        <source>See what &amp;waits for you</source>
        <translation>Sehen, was auf Sie &amp;wartet</translation>
    </message>
    <message>
        <source>&amp;Start when I sign in to this computer</source>
        <translation>&amp;Starten, wenn ich mich an diesem Computer anmelde</translation>
    </message>
    <message>
        <source>The program stays beside the clock and syncs every half hour. Its icon says how it goes.</source>
        <translation>Das Programm bleibt neben der Uhr und gleicht jede halbe Stunde ab. Sein Symbol sagt, wie es steht.</translation>
    </message>
    <message>
        <source>The first sync is done: {counts}.</source>
        <translation>Der erste Abgleich ist fertig: {counts}.</translation>
    </message>
    <message>
        <source>Both accounts are connected.</source>
        <translation>Beide Konten sind verbunden.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) wait for you; everything else is done.</source>
        <translation>
            <numerusform>%n Sache wartet auf Sie; alles andere ist erledigt.</numerusform>
            <numerusform>%n Sachen warten auf Sie; alles andere ist erledigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Schließen</translation>
    </message>
</context>
<context>
    <name>ExplainWindow</name>
    <message>
        <source>Explain</source>
        <translation>Erklären</translation>
    </message>
    <message>
        <source>A name, an e-mail address, an id, or a link</source>
        <translation>Name, E-Mail-Adresse, Kennung oder Link</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>&amp;Erklären</translation>
    </message>
    <message>
        <source>Any contact of Salesforce or Outlook can be explained, synced or not.</source>
        <translation>Jeder Kontakt aus Salesforce oder Outlook lässt sich erklären, abgeglichen oder nicht.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Looking on both sides …</source>
        <translation>Auf beiden Seiten wird nachgesehen …</translation>
    </message>
    <message>
        <source>Several contacts fit: choose one.</source>
        <translation>Mehrere Kontakte passen: Wählen Sie einen.</translation>
    </message>
    <message>
        <source>&amp;Choose …</source>
        <translation>&amp;Wählen …</translation>
    </message>
    <message>
        <source>&amp;Answer …</source>
        <translation>&amp;Antworten …</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>Jetzt &amp;abgleichen</translation>
    </message>
    <message>
        <source>&amp;Problems …</source>
        <translation>&amp;Probleme …</translation>
    </message>
    <message>
        <source>&amp;What:</source>
        <translation>&amp;Was:</translation>
    </message>
    <message>
        <source>&amp;Open in Salesforce</source>
        <translation>In Salesforce &amp;öffnen</translation>
    </message>
    <message>
        <source>&amp;Never sync it</source>
        <translation>&amp;Nie abgleichen</translation>
    </message>
    <message>
        <source>Nothing of it is made, changed or deleted any more, on either side.</source>
        <translation>Auf keiner Seite wird davon noch etwas angelegt, geändert oder gelöscht.</translation>
    </message>
    <message>
        <source>&amp;Include it again</source>
        <translation>Wieder &amp;aufnehmen</translation>
    </message>
</context>
<context>
    <name>ExplanationPage</name>
    <message>
        <source>The fields that it is about</source>
        <translation>Die Felder, um die es geht</translation>
    </message>
    <message>
        <source>What happened to it</source>
        <translation>Was damit geschah</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>&amp;Why</source>
        <translation>&amp;Warum</translation>
    </message>
    <message>
        <source>&amp;Fields</source>
        <translation>&amp;Felder</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>{side} (gone)</source>
        <translation>{side} (nicht mehr da)</translation>
    </message>
    <message>
        <source>{side}</source>
        <translation>{side}</translation>
    </message>
    <message>
        <source>last the same {when}</source>
        <translation>zuletzt gleich {when}</translation>
    </message>
    <message>
        <source>Next: {what}</source>
        <translation>Als Nächstes: {what}</translation>
    </message>
    <message>
        <source>What to do: {what}</source>
        <translation>Was Sie tun können: {what}</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Last agreed</source>
        <translation>Zuletzt gleich</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
</context>
<context>
    <name>FaultPanel</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the error</source>
        <translation>Die Fehlermeldung kopieren</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>FieldRules</name>
    <message>
        <source>No field has a rule of its own.</source>
        <translation>Kein Feld hat eine eigene Regel.</translation>
    </message>
    <message>
        <source>Field of a new rule</source>
        <translation>Feld einer neuen Regel</translation>
    </message>
    <message>
        <source>What a new rule says</source>
        <translation>Was eine neue Regel sagt</translation>
    </message>
    <message>
        <source>A&amp;dd a rule</source>
        <translation>Regel &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Single fields may have a rule of their own:</source>
        <translation>Einzelne Felder können eine eigene Regel haben:</translation>
    </message>
    <message>
        <source>What decides about {field}</source>
        <translation>Was über {field} entscheidet</translation>
    </message>
    <message>
        <source>remembered from an answer, {when}</source>
        <translation>aus einer Antwort gemerkt, {when}</translation>
    </message>
    <message>
        <source>since {when}</source>
        <translation>seit {when}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the rule for {field}</source>
        <translation>Die Regel für {field} entfernen</translation>
    </message>
</context>
<context>
    <name>FieldsView</name>
    <message>
        <source>Salesforce</source>
        <translation>Salesforce</translation>
    </message>
    <message>
        <source>Last agreed</source>
        <translation>Zuletzt gleich</translation>
    </message>
    <message>
        <source>Outlook</source>
        <translation>Outlook</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>{sign} {field}: {value} (only {side} changed it; it goes to {other})</source>
        <translation>{sign} {field}: {value} (nur in {side} geändert; geht nach {other})</translation>
    </message>
    <message>
        <source>Take this</source>
        <translation>Diesen nehmen</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Search names, companies, addresses, numbers …</source>
        <translation>Namen, Firmen, Adressen, Nummern suchen …</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>All contacts</source>
        <translation>Alle Kontakte</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Show:</source>
        <translation>&amp;Zeigen:</translation>
    </message>
    <message>
        <source>&amp;In:</source>
        <translation>&amp;In:</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>S&amp;ortieren nach</translation>
    </message>
    <message>
        <source>&amp;Descending</source>
        <translation>&amp;Absteigend</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>As this computer</source>
        <translation>Wie dieser Computer</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>&amp;Daten</translation>
    </message>
    <message>
        <source>A copy of the synced records, their history and your choices. No password or token is in it.</source>
        <translation>Eine Kopie der abgeglichenen Datensätze, ihr Verlauf und Ihre Entscheidungen. Kein Kennwort und kein Schlüssel ist darin.</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>&amp;Keep the history for</source>
        <translation>&amp;Verlauf aufbewahren für</translation>
    </message>
    <message>
        <source>What is older cannot be looked up or undone any more.</source>
        <translation>Was älter ist, lässt sich nicht mehr nachsehen oder rückgängig machen.</translation>
    </message>
    <message>
        <source>&amp;Open the folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>&amp;Diagnose kopieren</translation>
    </message>
    <message>
        <source>Versions, counts and codes as text; no name and no secret is in it.</source>
        <translation>Versionen, Anzahlen und Codes als Text; kein Name und kein Geheimnis ist darin.</translation>
    </message>
    <message>
        <source>&amp;Remove everything from this computer …</source>
        <translation>Alles von diesem Computer &amp;entfernen …</translation>
    </message>
    <message>
        <source>Remove the accounts, their secrets, the copy of the records and the history from this computer? Nothing is changed in Salesforce or Outlook. The program then ends.</source>
        <translation>Die Konten, ihre Geheimnisse, die Kopie der Datensätze und den Verlauf von diesem Computer entfernen? In Salesforce und Outlook wird nichts geändert. Danach endet das Programm.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>HoldsWindow</name>
    <message>
        <source>&amp;Look at it first</source>
        <translation>&amp;Zuerst ansehen</translation>
    </message>
    <message>
        <source>Both sides are made the same, as the preview shows it.</source>
        <translation>Beide Seiten werden abgeglichen, wie die Vorschau es zeigt.</translation>
    </message>
    <message>
        <source>The copies go to Deleted Items, from where they can be had back.</source>
        <translation>Die Kopien kommen in „Gelöschte Elemente“ und lassen sich von dort zurückholen.</translation>
    </message>
    <message>
        <source>They were deleted in Outlook. They stay in Salesforce until you answer.</source>
        <translation>Sie wurden in Outlook gelöscht. In Salesforce bleiben sie, bis Sie antworten.</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Nothing waits. Deletions in Outlook, and what looks like an accident, are held back here.</source>
        <translation>Nichts wartet. Was in Outlook gelöscht wurde und was nach einem Versehen aussieht, wird hier zurückgehalten.</translation>
    </message>
    <message>
        <source>The copies become your own contacts, outside of the folder. Nothing is deleted.</source>
        <translation>Die Kopien werden Ihre eigenen Kontakte, außerhalb des Ordners. Gelöscht wird nichts.</translation>
    </message>
    <message>
        <source>The changed values are written to the other side. The history keeps the old.</source>
        <translation>Die geänderten Werte kommen auf die andere Seite. Der Verlauf behält die alten.</translation>
    </message>
    <message>
        <source>The copies stay in the folder, and both sides are still synced.</source>
        <translation>Die Kopien bleiben im Ordner, und beide Seiten werden weiter abgeglichen.</translation>
    </message>
    <message>
        <source>It was deleted in Outlook. It stays in Salesforce until you answer.</source>
        <translation>Der Kontakt wurde in Outlook gelöscht. In Salesforce bleibt er, bis Sie antworten.</translation>
    </message>
    <message>
        <source>Nothing is written before you say yes.</source>
        <translation>Nichts wird geschrieben, bevor Sie Ja sagen.</translation>
    </message>
    <message>
        <source>A contact</source>
        <translation>Ein Kontakt</translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} und %n weiterer</numerusform>
            <numerusform>{names} und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>{names}. Their copies stay in the folder until you say yes.</source>
        <translation>{names}. Ihre Kopien bleiben im Ordner, bis Sie Ja sagen.</translation>
    </message>
    <message>
        <source>{names}. They stay in Salesforce until you answer.</source>
        <translation>{names}. In Salesforce bleiben sie, bis Sie antworten.</translation>
    </message>
    <message>
        <source>{names}. They stay in Outlook as they are until you answer.</source>
        <translation>{names}. In Outlook bleiben sie, wie sie sind, bis Sie antworten.</translation>
    </message>
    <message>
        <source>{names}. They get no copies until you answer.</source>
        <translation>{names}. Sie bekommen keine Kopien, bis Sie antworten.</translation>
    </message>
    <message>
        <source>{names}. Their copies stay in Outlook until you say yes.</source>
        <translation>{names}. Ihre Kopien bleiben in Outlook, bis Sie Ja sagen.</translation>
    </message>
    <message>
        <source>They are your own contacts then, outside of the folder. Nothing is deleted.</source>
        <translation>Dann sind es Ihre eigenen Kontakte, außerhalb des Ordners. Nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>&amp;Keep them as my own</source>
        <translation>Als &amp;eigene behalten</translation>
    </message>
    <message>
        <source>&amp;Make them again in Salesforce</source>
        <translation>In Salesforce &amp;neu anlegen</translation>
    </message>
    <message>
        <source>Both are synced again.</source>
        <translation>Beide werden wieder abgeglichen.</translation>
    </message>
    <message>
        <source>&amp;Delete the copies in Outlook</source>
        <translation>Kopien in Outlook &amp;löschen</translation>
    </message>
    <message>
        <source>They go to Deleted Items.</source>
        <translation>Sie kommen zu den gelöschten Elementen.</translation>
    </message>
    <message>
        <source>They stay in Salesforce and are not synced. Each can be shared later.</source>
        <translation>Sie bleiben in Salesforce und werden nicht abgeglichen. Jeder lässt sich später teilen.</translation>
    </message>
    <message>
        <source>&amp;Leave them without copies</source>
        <translation>&amp;Ohne Kopien lassen</translation>
    </message>
    <message>
        <source>&amp;Make copies in Outlook</source>
        <translation>&amp;Kopien in Outlook anlegen</translation>
    </message>
    <message>
        <source>Both are synced then.</source>
        <translation>Dann werden beide abgeglichen.</translation>
    </message>
    <message>
        <source>&amp;Keep them in Salesforce</source>
        <translation>In Salesforce be&amp;halten</translation>
    </message>
    <message>
        <source>They stay there and are synced no more.</source>
        <translation>Sie bleiben dort und werden nicht mehr abgeglichen.</translation>
    </message>
    <message>
        <source>&amp;Put them back in Outlook</source>
        <translation>In Outlook &amp;zurückholen</translation>
    </message>
    <message>
        <source>New copies are made, all synced again.</source>
        <translation>Neue Kopien werden angelegt und alle wieder abgeglichen.</translation>
    </message>
    <message>
        <source>&amp;Never sync them again</source>
        <translation>&amp;Nie wieder abgleichen</translation>
    </message>
    <message>
        <source>They stay there; no copies are made any more.</source>
        <translation>Sie bleiben dort; Kopien werden keine mehr angelegt.</translation>
    </message>
    <message>
        <source>&amp;Delete them in Salesforce too</source>
        <translation>Auch in Salesforce &amp;löschen</translation>
    </message>
    <message>
        <source>They go to Salesforce&apos;s recycle bin.</source>
        <translation>Sie kommen in den Papierkorb von Salesforce.</translation>
    </message>
    <message>
        <source>&amp;Keep it in Salesforce</source>
        <translation>In Salesforce &amp;behalten</translation>
    </message>
    <message>
        <source>It stays there and is synced no more.</source>
        <translation>Der Kontakt bleibt dort und wird nicht mehr abgeglichen.</translation>
    </message>
    <message>
        <source>A new copy is made, and both are synced again.</source>
        <translation>Eine neue Kopie entsteht, und beide werden wieder abgeglichen.</translation>
    </message>
    <message>
        <source>&amp;Never sync it again</source>
        <translation>&amp;Nie wieder abgleichen</translation>
    </message>
    <message>
        <source>It stays there; no copy of it is made any more.</source>
        <translation>Er bleibt dort; es wird keine Kopie mehr angelegt.</translation>
    </message>
    <message>
        <source>It goes to Salesforce&apos;s recycle bin.</source>
        <translation>Der Kontakt kommt dort in den Papierkorb.</translation>
    </message>
    <message>
        <source>&amp;No, keep them</source>
        <translation>&amp;Nein, behalten</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>Warum es wartet</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>The first sync</source>
        <translation>Der erste Abgleich</translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) not among those you sync any more</source>
        <translation>
            <numerusform>%n Kontakt gehört nicht mehr zu denen, die Sie abgleichen</numerusform>
            <numerusform>%n Kontakte gehören nicht mehr zu denen, die Sie abgleichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) gone from the folder in Outlook</source>
        <translation>
            <numerusform>%n Kontakt aus dem Ordner in Outlook verschwunden</numerusform>
            <numerusform>%n Kontakte aus dem Ordner in Outlook verschwunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) changed at once</source>
        <translation>
            <numerusform>%n Kontakt auf einmal geändert</numerusform>
            <numerusform>%n Kontakte auf einmal geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) not found in Salesforce any more</source>
        <translation>
            <numerusform>%n Kontakt in Salesforce nicht mehr zu finden</numerusform>
            <numerusform>%n Kontakte in Salesforce nicht mehr zu finden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) without a copy in Outlook</source>
        <translation>
            <numerusform>%n Kontakt ohne Kopie in Outlook</numerusform>
            <numerusform>%n Kontakte ohne Kopie in Outlook</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) deleted in Salesforce</source>
        <translation>
            <numerusform>%n Kontakt in Salesforce gelöscht</numerusform>
            <numerusform>%n Kontakte in Salesforce gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is written before your first yes</source>
        <translation>Vor Ihrem ersten Ja wird nichts geschrieben</translation>
    </message>
    <message>
        <source>What waits for an answer</source>
        <translation>Was auf eine Antwort wartet</translation>
    </message>
    <message>
        <source>&amp;Put it back in Outlook</source>
        <translation>In Outlook &amp;zurückholen</translation>
    </message>
    <message>
        <source>&amp;Delete it in Salesforce too</source>
        <translation>Auch in Salesforce &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Yes, go ahead</source>
        <translation>&amp;Ja, ausführen</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n contact(s) in Salesforce? They go to its recycle bin.</source>
        <translation>
            <numerusform>%n Kontakt in Salesforce löschen? Er kommt dort in den Papierkorb.</numerusform>
            <numerusform>%n Kontakte in Salesforce löschen? Sie kommen dort in den Papierkorb.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>{names}. Their changes stay where they were made until you say yes. If they are wrong, put them right there: what is right again is asked about no more.</source>
        <translation>{names}. Ihre Änderungen bleiben, wo sie gemacht wurden, bis Sie Ja sagen. Sind sie falsch, berichtigen Sie sie dort: Nach dem, was wieder stimmt, wird nicht mehr gefragt.</translation>
    </message>
    <message>
        <source>Deleted in Outlook</source>
        <translation>In Outlook gelöscht</translation>
    </message>
    <message>
        <source>Delete in Salesforce</source>
        <translation>In Salesforce löschen</translation>
    </message>
    <message>
        <source>Keep, stop syncing</source>
        <translation>Behalten, nicht mehr abgleichen</translation>
    </message>
    <message>
        <source>Put back in Outlook</source>
        <translation>In Outlook zurückholen</translation>
    </message>
    <message>
        <source>Never sync again</source>
        <translation>Nie wieder abgleichen</translation>
    </message>
    <message>
        <source>Go ahead</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
</context>
<context>
    <name>LinkFieldPage</name>
    <message>
        <source>A link field in Salesforce</source>
        <translation>Ein Verknüpfungsfeld in Salesforce</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Neu lesen</translation>
    </message>
    <message>
        <source>Asking Salesforce …</source>
        <translation>Salesforce wird gefragt …</translation>
    </message>
</context>
<context>
    <name>LinkFieldPanel</name>
    <message>
        <source>What the ad&amp;ministrator must do</source>
        <translation>Was der Ad&amp;ministrator tun muss</translation>
    </message>
    <message>
        <source>&amp;To copy and send to your administrator:</source>
        <translation>&amp;Zum Kopieren und Senden an Ihren Administrator:</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>Ko&amp;pieren</translation>
    </message>
    <message>
        <source>Copy the text for the administrator</source>
        <translation>Den Text für den Administrator kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>LostWindow</name>
    <message>
        <source>What gave way</source>
        <translation>Was unterlag</translation>
    </message>
    <message>
        <source>Values that gave way in conflicts</source>
        <translation>Werte, die in Konflikten unterlagen</translation>
    </message>
    <message>
        <source>Nothing has given way. The value that loses a conflict is kept here.</source>
        <translation>Nichts ist unterlegen. Der Wert, der in einem Konflikt unterliegt, wird hier aufbewahrt.</translation>
    </message>
    <message>
        <source>&amp;Put it back</source>
        <translation>&amp;Zurückholen</translation>
    </message>
    <message>
        <source>Gave way in {side}: {value}</source>
        <translation>In {side} unterlegen: {value}</translation>
    </message>
    <message>
        <source>Kept: {value}</source>
        <translation>Behalten: {value}</translation>
    </message>
    <message>
        <source>The next sync puts it back, unless somebody changes the field before.</source>
        <translation>Der nächste Abgleich holt ihn zurück, wenn nicht vorher jemand das Feld ändert.</translation>
    </message>
    <message>
        <source>Both sides hold this value again.</source>
        <translation>Beide Seiten haben diesen Wert wieder.</translation>
    </message>
    <message>
        <source>This contact is not synced any more.</source>
        <translation>Dieser Kontakt wird nicht mehr abgeglichen.</translation>
    </message>
    <message>
        <source>Put back, it stands on both sides again; what stands there now is kept in this list.</source>
        <translation>Zurückgeholt steht er wieder auf beiden Seiten; was jetzt dort steht, bleibt in dieser Liste.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Gave way</source>
        <translation>Unterlegen</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>{value} ({side})</source>
        <translation>{value} ({side})</translation>
    </message>
</context>
<context>
    <name>MailboxPage</name>
    <message>
        <source>Mailbox</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>Sign in to your Exchange mailbox. Only the contacts in one folder, or with one category, are shared; your other contacts, mails and appointments are not touched.</source>
        <translation>Melden Sie sich an Ihrem Exchange-Postfach an. Nur die Kontakte in einem Ordner oder mit einer Kategorie werden geteilt; Ihre anderen Kontakte, Mails und Termine werden nicht berührt.</translation>
    </message>
    <message>
        <source>&amp;Address of Exchange</source>
        <translation>&amp;Adresse von Exchange</translation>
    </message>
    <message>
        <source>For example https://mail.company.com/EWS/Exchange.asmx</source>
        <translation>Zum Beispiel https://mail.firma.de/EWS/Exchange.asmx</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>As in Outlook, for example COMPANY\name</source>
        <translation>Wie in Outlook, zum Beispiel FIRMA\name</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Kennwort</translation>
    </message>
    <message>
        <source>It is kept in the keychain and nowhere else.</source>
        <translation>Es liegt im Schlüsselbund und sonst nirgends.</translation>
    </message>
    <message>
        <source>Address of the &amp;mailbox</source>
        <translation>Adresse des &amp;Postfachs</translation>
    </message>
    <message>
        <source>Where it is not your user name.</source>
        <translation>Falls sie nicht Ihr Benutzername ist.</translation>
    </message>
    <message>
        <source>Certificate &amp;file</source>
        <translation>&amp;Zertifikatdatei</translation>
    </message>
    <message>
        <source>An authority to trust besides the system&apos;s.</source>
        <translation>Eine Zertifizierungsstelle, der außer denen des Systems zu trauen ist.</translation>
    </message>
    <message>
        <source>&amp;Both are mine</source>
        <translation>&amp;Beide sind meine</translation>
    </message>
    <message>
        <source>{user} in Salesforce and {mailbox} look like two different people. Is that right?</source>
        <translation>{user} in Salesforce und {mailbox} sehen nach zwei verschiedenen Personen aus. Ist das richtig?</translation>
    </message>
</context>
<context>
    <name>OtherSoftwarePage</name>
    <message>
        <source>Is anything else syncing these two?</source>
        <translation>Gleicht noch etwas anderes diese beiden ab?</translation>
    </message>
    <message>
        <source>Two programs that sync the same mailbox with the same Salesforce double your contacts and undo each other&apos;s work. Look at these places first, and switch off what you find.</source>
        <translation>Zwei Programme, die dasselbe Postfach mit demselben Salesforce abgleichen, verdoppeln Ihre Kontakte und machen einander die Arbeit zunichte. Sehen Sie zuerst an diesen Stellen nach und schalten Sie ab, was Sie finden.</translation>
    </message>
    <message>
        <source>&amp;None of these syncs my contacts</source>
        <translation>&amp;Nichts davon gleicht meine Kontakte ab</translation>
    </message>
</context>
<context>
    <name>PolicyPage</name>
    <message>
        <source>When both sides changed the same</source>
        <translation>Wenn beide Seiten dasselbe ändern</translation>
    </message>
    <message>
        <source>Changes of different fields are always brought together. Only where the same field was changed to two values, or a contact was changed here and deleted there, somebody has to decide.</source>
        <translation>Änderungen an verschiedenen Feldern werden immer zusammengeführt. Nur wo dasselbe Feld zwei Werte bekam oder ein Kontakt hier geändert und dort gelöscht wurde, muss jemand entscheiden.</translation>
    </message>
    <message>
        <source>A contact that you delete in Outlook is held until you answer, whatever you choose here.</source>
        <translation>Ein Kontakt, den Sie in Outlook löschen, wird zurückgehalten, bis Sie antworten, was immer Sie hier wählen.</translation>
    </message>
</context>
<context>
    <name>PreviewWindow</name>
    <message>
        <source>Preview of the next sync</source>
        <translation>Vorschau auf den nächsten Abgleich</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <source>S&amp;ync now</source>
        <translation>Jetzt &amp;abgleichen</translation>
    </message>
    <message>
        <source>Stopped before everything was read</source>
        <translation>Abgebrochen, bevor alles gelesen war</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) would be written</source>
        <translation>
            <numerusform>%n Änderung würde geschrieben</numerusform>
            <numerusform>%n Änderungen würden geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do: both sides are the same</source>
        <translation>Nichts zu tun: Beide Seiten sind gleich</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>The first {number} are listed.</source>
        <translation>Die ersten {number} sind aufgeführt.</translation>
    </message>
    <message>
        <source>The preview could not be made</source>
        <translation>Die Vorschau ist nicht gelungen</translation>
    </message>
    <message>
        <source>Nothing has been written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>ProblemsWindow</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>What could not be written</source>
        <translation>Was nicht geschrieben werden konnte</translation>
    </message>
    <message>
        <source>Show i&amp;gnored ones ({count})</source>
        <translation>I&amp;gnorierte zeigen ({count})</translation>
    </message>
    <message>
        <source>Everything else could be written.</source>
        <translation>Alles andere konnte geschrieben werden.</translation>
    </message>
    <message>
        <source>Everything could be written.</source>
        <translation>Alles konnte geschrieben werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Noch einmal &amp;versuchen</translation>
    </message>
    <message>
        <source>&amp;Ignore</source>
        <translation>&amp;Ignorieren</translation>
    </message>
    <message>
        <source>It counts no more until the contact is refused otherwise.</source>
        <translation>Es zählt nicht mehr, bis der Kontakt aus einem anderen Grund abgelehnt wird.</translation>
    </message>
    <message>
        <source>&amp;Heed again</source>
        <translation>Wieder &amp;beachten</translation>
    </message>
    <message>
        <source>&amp;Open in Salesforce</source>
        <translation>In Salesforce &amp;öffnen</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>&amp;Erklären</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copies the problem as text, for whoever helps you.</source>
        <translation>Kopiert das Problem als Text für alle, die Ihnen helfen.</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>A contact</source>
        <translation>Ein Kontakt</translation>
    </message>
    <message>
        <source>next sync</source>
        <translation>nächster Abgleich</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>ignoriert</translation>
    </message>
    <message>
        <source>when it changes</source>
        <translation>wenn er sich ändert</translation>
    </message>
    <message>
        <source>Nothing is written to it until you have it tried again.</source>
        <translation>An ihm wird nichts geschrieben, bis Sie es noch einmal versuchen lassen.</translation>
    </message>
    <message>
        <source>It is tried again at {when}, and as soon as the contact changes.</source>
        <translation>Es wird um {when} wieder versucht, und sobald sich der Kontakt ändert.</translation>
    </message>
    <message>
        <source>It rests until the contact changes or you have it tried again.</source>
        <translation>Es ruht, bis sich der Kontakt ändert oder Sie es noch einmal versuchen lassen.</translation>
    </message>
    <message>
        <source>You ignore it; it comes back if the contact is refused for another reason.</source>
        <translation>Sie ignorieren es; es kommt wieder, wenn der Kontakt aus einem anderen Grund abgelehnt wird.</translation>
    </message>
    <message>
        <source>The next sync tries again.</source>
        <translation>Der nächste Abgleich versucht es wieder.</translation>
    </message>
    <message numerus="yes">
        <source>Tried %n time(s), last {when}.</source>
        <translation>
            <numerusform>%n Mal versucht, zuletzt {when}.</numerusform>
            <numerusform>%n Mal versucht, zuletzt {when}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingWindow</name>
    <message>
        <source>Reading both sides</source>
        <translation>Beide Seiten werden gelesen</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Neu lesen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>Reading both sides …</source>
        <translation>Beide Seiten werden gelesen …</translation>
    </message>
    <message>
        <source>Nothing is written.</source>
        <translation>Es wird nichts geschrieben.</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>What a first sync would do</source>
        <translation>Was ein erster Abgleich tun würde</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Neu lesen</translation>
    </message>
    <message>
        <source>Reading both sides …</source>
        <translation>Beide Seiten werden gelesen …</translation>
    </message>
    <message>
        <source>Both sides are read and compared. Depending on their size this takes a while.</source>
        <translation>Beide Seiten werden gelesen und verglichen. Je nach Größe dauert das eine Weile.</translation>
    </message>
    <message>
        <source>&amp;Read both sides</source>
        <translation>Beide Seiten &amp;lesen</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>RulesPage</name>
    <message>
        <source>When both sides changed the same field to different values:</source>
        <translation>Wenn beide Seiten dasselbe Feld verschieden geändert haben:</translation>
    </message>
    <message>
        <source>What you delete in Outlook is held until you answer, whatever you choose here.</source>
        <translation>Was Sie in Outlook löschen, wird zurückgehalten, bis Sie antworten, was immer Sie hier wählen.</translation>
    </message>
    <message>
        <source>&amp;Mark contacts that fail with the category “Sync Error” in Outlook</source>
        <translation>Kontakte, die nicht abgeglichen werden können, in Outlook mit der Kategorie „Sync Error“ &amp;markieren</translation>
    </message>
</context>
<context>
    <name>SalesforcePage</name>
    <message>
        <source>Salesforce</source>
        <translation>Salesforce</translation>
    </message>
    <message>
        <source>Sign in to your organisation. The program then sees and changes only what you may.</source>
        <translation>Melden Sie sich an Ihrer Organisation an. Das Programm sieht und ändert dann nur, was Sie dürfen.</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>For example https://company.my.salesforce.com</source>
        <translation>Zum Beispiel https://firma.my.salesforce.com</translation>
    </message>
    <message>
        <source>Access &amp;token</source>
        <translation>&amp;Zugriffsschlüssel</translation>
    </message>
    <message>
        <source>From your administrator. It is kept in the keychain.</source>
        <translation>Von Ihren Administratoren. Er liegt im Schlüsselbund.</translation>
    </message>
    <message>
        <source>&amp;Refresh token</source>
        <translation>A&amp;ktualisierungsschlüssel</translation>
    </message>
    <message>
        <source>Keeps you signed in for longer.</source>
        <translation>Hält Sie länger angemeldet.</translation>
    </message>
    <message>
        <source>&amp;Client id</source>
        <translation>&amp;Client-ID</translation>
    </message>
    <message>
        <source>Of the app that gave the refresh token.</source>
        <translation>Der App, die den Aktualisierungsschlüssel gab.</translation>
    </message>
    <message>
        <source>Sign-in &amp;page</source>
        <translation>Anmelde&amp;seite</translation>
    </message>
    <message>
        <source>Where it is not the address above.</source>
        <translation>Falls es nicht die Adresse oben ist.</translation>
    </message>
    <message>
        <source>Certificate &amp;file</source>
        <translation>&amp;Zertifikatdatei</translation>
    </message>
    <message>
        <source>An authority to trust besides the system&apos;s.</source>
        <translation>Eine Zertifizierungsstelle, der außer denen des Systems zu trauen ist.</translation>
    </message>
</context>
<context>
    <name>SchedulePage</name>
    <message>
        <source> minutes</source>
        <translation> Minuten</translation>
    </message>
    <message>
        <source>&amp;Go on now</source>
        <translation>&amp;Jetzt fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Start when I sign in to this computer</source>
        <translation>&amp;Starten, wenn ich mich an diesem Computer anmelde</translation>
    </message>
    <message>
        <source>Sync &amp;every</source>
        <translation>Abgleich &amp;alle</translation>
    </message>
</context>
<context>
    <name>ScopePage</name>
    <message>
        <source>Whose contacts are synced</source>
        <translation>Wessen Kontakte abgeglichen werden</translation>
    </message>
    <message>
        <source>The choices are read from Salesforce when you look at them.</source>
        <translation>Die Auswahl wird aus Salesforce gelesen, wenn Sie sie ansehen.</translation>
    </message>
    <message>
        <source>&amp;Count</source>
        <translation>&amp;Zählen</translation>
    </message>
    <message>
        <source>&amp;Sync these</source>
        <translation>&amp;Diese abgleichen</translation>
    </message>
    <message>
        <source>Contacts of Salesforce that have a copy in Outlook:</source>
        <translation>Kontakte von Salesforce, die eine Kopie in Outlook haben:</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>Wird gezählt …</translation>
    </message>
    <message>
        <source>A change holds from the next sync on. Contacts that no longer belong keep both copies.</source>
        <translation>Eine Änderung gilt ab dem nächsten Abgleich. Kontakte, die nicht mehr dazugehören, behalten beide Kopien.</translation>
    </message>
    <message>
        <source>In Outlook: {shared} shared, {personal} of your own, which stay yours.</source>
        <translation>In Outlook: {shared} geteilt, {personal} eigene, die Ihre bleiben.</translation>
    </message>
    <message>
        <source>My contacts</source>
        <translation>Meine Kontakte</translation>
    </message>
    <message>
        <source>All contacts</source>
        <translation>Alle Kontakte</translation>
    </message>
    <message>
        <source>{label} (not counted)</source>
        <translation>{label} (nicht gezählt)</translation>
    </message>
    <message>
        <source>{label} ({count})</source>
        <translation>{label} ({count})</translation>
    </message>
    <message>
        <source>Which contacts?</source>
        <translation>Welche Kontakte?</translation>
    </message>
    <message>
        <source>Salesforce contacts that get a copy in Outlook. What you share in Outlook goes up in any case.</source>
        <translation>Kontakte von Salesforce, die eine Kopie in Outlook bekommen. Was Sie in Outlook teilen, kommt auf jeden Fall nach Salesforce.</translation>
    </message>
    <message>
        <source>&amp;My contacts</source>
        <translation>&amp;Meine Kontakte</translation>
    </message>
    <message>
        <source>Those that you own in Salesforce.</source>
        <translation>Die Ihnen in Salesforce gehören.</translation>
    </message>
    <message>
        <source>&amp;All contacts</source>
        <translation>&amp;Alle Kontakte</translation>
    </message>
    <message>
        <source>All that you may see, your colleagues&apos; too.</source>
        <translation>Alle, die Sie sehen dürfen, auch die der Kollegen.</translation>
    </message>
    <message>
        <source>Those of a &amp;list view</source>
        <translation>Die einer &amp;Listenansicht</translation>
    </message>
    <message>
        <source>A list that somebody made in Salesforce.</source>
        <translation>Eine Liste, die jemand in Salesforce angelegt hat.</translation>
    </message>
    <message>
        <source>List view</source>
        <translation>Listenansicht</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Accounts</source>
        <translation>&amp;Konten</translation>
    </message>
    <message>
        <source>Wh&amp;ose contacts</source>
        <translation>Wessen K&amp;ontakte</translation>
    </message>
    <message>
        <source>&amp;Conflicts</source>
        <translation>&amp;Konflikte</translation>
    </message>
    <message>
        <source>&amp;When</source>
        <translation>&amp;Wann</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Kept in the keychain</source>
        <translation>Liegt im Schlüsselbund</translation>
    </message>
    <message>
        <source>Sign &amp;in</source>
        <translation>A&amp;nmelden</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Signing in …</source>
        <translation>Wird angemeldet …</translation>
    </message>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Mehr</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>The first sync did not come to its end. What was written stays; go on when it is mended.</source>
        <translation>Der erste Abgleich kam nicht zum Ende. Was geschrieben wurde, bleibt; machen Sie weiter, wenn es behoben ist.</translation>
    </message>
    <message>
        <source>The first sync was stopped. What was written stays; it goes on where it was.</source>
        <translation>Der erste Abgleich wurde abgebrochen. Was geschrieben wurde, bleibt; er macht weiter, wo er war.</translation>
    </message>
    <message>
        <source>You can stop it at any moment; what was written by then stays, and it goes on later.</source>
        <translation>Sie können ihn jederzeit abbrechen; was bis dahin geschrieben wurde, bleibt, und er macht später weiter.</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Start the first sync</source>
        <translation>Ersten Abgleich &amp;starten</translation>
    </message>
    <message>
        <source>Synchronising …</source>
        <translation>Wird abgeglichen …</translation>
    </message>
</context>
<context>
    <name>StatusWindow</name>
    <message>
        <source>SmartCloud Connect</source>
        <translation>SmartCloud Connect</translation>
    </message>
    <message>
        <source>Salesforce calls: {told}</source>
        <translation>Salesforce-Aufrufe: {told}</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>SmartCloud Connect</source>
        <translation>SmartCloud Connect</translation>
    </message>
</context>
<context>
    <name>UndoWindow</name>
    <message>
        <source>Undo a sync</source>
        <translation>Einen Abgleich rückgängig machen</translation>
    </message>
    <message>
        <source>What would be taken back</source>
        <translation>Was zurückgenommen würde</translation>
    </message>
    <message>
        <source>&amp;Undo what is ticked</source>
        <translation>&amp;Angehaktes rückgängig machen</translation>
    </message>
    <message>
        <source>Stopped before everything was read</source>
        <translation>Abgebrochen, bevor alles gelesen war</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) would be taken back</source>
        <translation>
            <numerusform>%n Änderung würde zurückgenommen</numerusform>
            <numerusform>%n Änderungen würden zurückgenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is left to undo</source>
        <translation>Es ist nichts mehr rückgängig zu machen</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>Noch wurde nichts geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) touched since stay as they are unless you tick them.</source>
        <translation>
            <numerusform>%n seither berührte Änderung bleibt, wenn Sie sie nicht anhaken.</numerusform>
            <numerusform>%n seither berührte Änderungen bleiben, wenn Sie sie nicht anhaken.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undoing …</source>
        <translation>Wird rückgängig gemacht …</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) undone</source>
        <translation>
            <numerusform>%n Änderung zurückgenommen</numerusform>
            <numerusform>%n Änderungen zurückgenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. What was undone stays undone; look again to go on.</source>
        <translation>Beendet. Was zurückgenommen ist, bleibt es; sehen Sie noch einmal nach, um weiterzugehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) touched since stayed as they are.</source>
        <translation>
            <numerusform>%n seither berührte Änderung blieb, wie sie ist.</numerusform>
            <numerusform>%n seither berührte Änderungen blieben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>An undo is listed in the activity as well, and can be undone too.</source>
        <translation>Auch das steht in den Aktivitäten und lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>The undo could not be carried out</source>
        <translation>Es ließ sich nicht rückgängig machen</translation>
    </message>
    <message>
        <source>What was undone before stays undone; the same undo goes on from there.</source>
        <translation>Was schon zurückgenommen ist, bleibt es; dasselbe noch einmal geht von dort weiter.</translation>
    </message>
    <message>
        <source>Nothing of it can be undone as it stands</source>
        <translation>So, wie es steht, lässt sich nichts davon rückgängig machen</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>Made anew</source>
        <translation>Neu angelegt</translation>
    </message>
    <message>
        <source>Back from the bin</source>
        <translation>Aus dem Papierkorb zurück</translation>
    </message>
    <message>
        <source>Former values</source>
        <translation>Frühere Werte</translation>
    </message>
    <message>
        <source>Shared again</source>
        <translation>Wieder geteilt</translation>
    </message>
    <message>
        <source>Your own again</source>
        <translation>Wieder Ihr eigener</translation>
    </message>
    <message>
        <source>Into the bin</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>A new record: the bin has lost it</source>
        <translation>Ein neuer Datensatz: Der Papierkorb hat ihn nicht mehr</translation>
    </message>
    <message>
        <source>Changed since</source>
        <translation>Seither geändert</translation>
    </message>
    <message>
        <source>Not there any more</source>
        <translation>Nicht mehr da</translation>
    </message>
    <message>
        <source>Moved, shared or un-shared since</source>
        <translation>Seither verschoben oder nicht mehr geteilt</translation>
    </message>
    <message>
        <source>Not shown by Salesforce: ask for access, then undo again</source>
        <translation>Salesforce zeigt es nicht: Bitten Sie um Zugriff und machen Sie es dann erneut rückgängig</translation>
    </message>
    <message>
        <source>Not synced any more, or part of another contact</source>
        <translation>Nicht mehr abgeglichen oder Teil eines anderen Kontakts</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>SmartCloud Connect keeps your Salesforce contacts and the contacts of your mailbox the same, in the background. These few steps take about five minutes; you may stop at any time and go on later.</source>
        <translation>SmartCloud Connect hält Ihre Kontakte in Salesforce und die in Ihrem Postfach gleich, im Hintergrund. Diese wenigen Schritte dauern etwa fünf Minuten; Sie können jederzeit aufhören und später weitermachen.</translation>
    </message>
    <message>
        <source>Nothing is written before you have seen what would be written.</source>
        <translation>Nichts wird geschrieben, bevor Sie gesehen haben, was geschrieben würde.</translation>
    </message>
    <message>
        <source>Your personal contacts are never touched: only those in one folder, with one category, are shared.</source>
        <translation>Ihre persönlichen Kontakte werden nie berührt: Nur die in einem Ordner, mit einer Kategorie, werden geteilt.</translation>
    </message>
    <message>
        <source>Nothing is deleted in Salesforce without asking you.</source>
        <translation>In Salesforce wird nichts gelöscht, ohne Sie zu fragen.</translation>
    </message>
    <message>
        <source>Passwords and tokens are kept in the keychain of this computer and nowhere else.</source>
        <translation>Kennwörter und Schlüssel liegen im Schlüsselbund dieses Computers und sonst nirgends.</translation>
    </message>
    <message>
        <source>&amp;Try it without accounts</source>
        <translation>Ohne Konten &amp;ausprobieren</translation>
    </message>
    <message>
        <source>Shows the whole program with simulated accounts, apart from your own. Nothing real is touched.</source>
        <translation>Zeigt das ganze Programm mit simulierten Konten, getrennt von Ihren eigenen. Nichts Echtes wird berührt.</translation>
    </message>
    <message>
        <source>This is the trial: both accounts are simulated. When you have seen enough, quit it from its icon.</source>
        <translation>Dies ist die Probe: Beide Konten sind simuliert. Wenn Sie genug gesehen haben, beenden Sie sie über ihr Symbol.</translation>
    </message>
</context>
<context>
    <name>WholeView</name>
    <message>
        <source>{field}: {value} (before: {before})</source>
        <translation>{field}: {value} (vorher: {before})</translation>
    </message>
    <message>
        <source>{name} was deleted in Salesforce, and changed in Outlook:</source>
        <translation>{name} wurde in Salesforce gelöscht und in Outlook geändert:</translation>
    </message>
    <message>
        <source>{name} was deleted in Salesforce, and is in Outlook still.</source>
        <translation>{name} wurde in Salesforce gelöscht und ist noch in Outlook.</translation>
    </message>
    <message>
        <source>Keep it: make it again in Salesforce</source>
        <translation>Behalten: in Salesforce neu anlegen</translation>
    </message>
    <message>
        <source>The contact in Outlook stays, and Salesforce gets it back with your changes.</source>
        <translation>Der Kontakt in Outlook bleibt, und Salesforce bekommt ihn mit Ihren Änderungen zurück.</translation>
    </message>
    <message>
        <source>Delete it in Outlook too</source>
        <translation>Auch in Outlook löschen</translation>
    </message>
    <message>
        <source>The contact goes to Deleted Items, from where it can be had back.</source>
        <translation>Der Kontakt kommt in die gelöschten Elemente und kann von dort zurückgeholt werden.</translation>
    </message>
    <message>
        <source>{name} could be any of several contacts in Salesforce. Which one is it?</source>
        <translation>{name} könnte einer von mehreren Kontakten in Salesforce sein. Welcher ist es?</translation>
    </message>
    <message>
        <source>It is {name}</source>
        <translation>Es ist {name}</translation>
    </message>
    <message>
        <source>It is none of them</source>
        <translation>Keiner davon</translation>
    </message>
    <message>
        <source>A new contact is made in Salesforce. Nothing is merged.</source>
        <translation>In Salesforce wird ein neuer Kontakt angelegt. Nichts wird zusammengeführt.</translation>
    </message>
    <message>
        <source>It has a contact in Outlook already. If both are the same person, delete one of them in Outlook.</source>
        <translation>Er hat schon einen Kontakt in Outlook. Sind beide dieselbe Person, löschen Sie einen davon in Outlook.</translation>
    </message>
</context>
<context>
    <name>WizardPage</name>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
</context>
<context>
    <name>WizardWindow</name>
    <message>
        <source>Set up SmartCloud Connect</source>
        <translation>SmartCloud Connect einrichten</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
</context>
</TS>
