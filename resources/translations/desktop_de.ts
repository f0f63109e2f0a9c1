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
        <source>%n deletion(s) wait for your answer</source>
        <translation>
            <numerusform>%n Löschung wartet auf Ihre Antwort</numerusform>
            <numerusform>%n Löschungen warten auf Ihre Antwort</numerusform>
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
        <source>Next sync: {when}</source>
        <translation>Nächster Abgleich: {when}</translation>
    </message>
    <message>
        <source>Simulated accounts: nothing real is touched.</source>
        <translation>Simulierte Konten: Nichts Echtes wird berührt.</translation>
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
        <source>Salesforce</source>
        <translation>Salesforce</translation>
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
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
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
        <source>never agreed</source>
        <translation>nie gleich</translation>
    </message>
    <message>
        <source>choose a side, or type</source>
        <translation>Seite wählen oder schreiben</translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>&amp;Sign in again …</source>
        <translation>Neu &amp;anmelden …</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
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
        <source>Stop the sync</source>
        <translation>Abgleich abbrechen</translation>
    </message>
    <message>
        <source>&amp;Conflicts ({count})</source>
        <translation>&amp;Konflikte ({count})</translation>
    </message>
    <message>
        <source>&amp;Held deletions ({count})</source>
        <translation>&amp;Zurückgehaltene Löschungen ({count})</translation>
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
        <source>deleted there, changed here</source>
        <translation>dort gelöscht, hier geändert</translation>
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
        <source>&amp;Open the folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>HoldsWindow</name>
    <message>
        <source>Held deletions</source>
        <translation>Zurückgehaltene Löschungen</translation>
    </message>
    <message>
        <source>Nothing waits. What you delete in Outlook is held here until you answer.</source>
        <translation>Nichts wartet. Was Sie in Outlook löschen, wird hier zurückgehalten, bis Sie antworten.</translation>
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
        <source>What waits for an answer</source>
        <translation>Was auf eine Antwort wartet</translation>
    </message>
    <message>
        <source>&amp;Keep it in Salesforce, stop syncing it</source>
        <translation>In Salesforce &amp;behalten, nicht mehr abgleichen</translation>
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
        <source>You deleted the copy in Outlook; the contact in Salesforce is still there. Kept, it stays there and is not synced any more. Put back, it is in Outlook again at the next sync. Deleted, it goes to Salesforce&apos;s recycle bin.</source>
        <translation>Sie haben die Kopie in Outlook gelöscht; der Kontakt in Salesforce ist noch da. Behalten: Er bleibt dort und wird nicht mehr abgeglichen. Zurückgeholt: Beim nächsten Abgleich ist er wieder in Outlook. Gelöscht: Er kommt in den Papierkorb von Salesforce.</translation>
    </message>
    <message>
        <source>Nothing of it is done before you say yes.</source>
        <translation>Nichts davon geschieht, bevor Sie Ja sagen.</translation>
    </message>
    <message>
        <source>Deleted in Outlook</source>
        <translation>In Outlook gelöscht</translation>
    </message>
    <message>
        <source>The first sync waits for your yes</source>
        <translation>Der erste Abgleich wartet auf Ihr Ja</translation>
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
        <source>Go ahead</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
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
        <source>S&amp;ync now</source>
        <translation>Jetzt &amp;abgleichen</translation>
    </message>
    <message>
        <source>Reading both sides …</source>
        <translation>Beide Seiten werden gelesen …</translation>
    </message>
    <message>
        <source>Nothing is written.</source>
        <translation>Es wird nichts geschrieben.</translation>
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
        <source>once a day</source>
        <translation>einmal am Tag</translation>
    </message>
    <message>
        <source>You ignore it; it comes back if the contact is refused for another reason.</source>
        <translation>Sie ignorieren es; es kommt wieder, wenn der Kontakt aus einem anderen Grund abgelehnt wird.</translation>
    </message>
    <message>
        <source>The next sync tries again.</source>
        <translation>Der nächste Abgleich versucht es wieder.</translation>
    </message>
    <message>
        <source>It is tried again once a day, and as soon as the contact changes.</source>
        <translation>Es wird einmal am Tag wieder versucht, und sobald sich der Kontakt ändert.</translation>
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
        <source>&amp;When</source>
        <translation>&amp;Wann</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
</context>
<context>
    <name>StatusWindow</name>
    <message>
        <source>SmartCloud Connect</source>
        <translation>SmartCloud Connect</translation>
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
    <name>WholeView</name>
    <message>
        <source>{name} was deleted in Salesforce after it had been changed in Outlook.</source>
        <translation>{name} wurde in Salesforce gelöscht, nachdem der Kontakt in Outlook geändert worden war.</translation>
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
</context>
</TS>
