<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n question(s) wait for your answer</source>
        <translation>
            <numerusform>%n question waits for your answer</numerusform>
            <numerusform>%n questions wait for your answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) wait for you</source>
        <translation>
            <numerusform>%n thing waits for you</numerusform>
            <numerusform>%n things wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) are on both sides already and would be linked.</source>
        <translation>
            <numerusform>%n contact is on both sides already and would be linked.</numerusform>
            <numerusform>%n contacts are on both sides already and would be linked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) would be new in Outlook.</source>
        <translation>
            <numerusform>%n contact would be new in Outlook.</numerusform>
            <numerusform>%n contacts would be new in Outlook.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) would be new in Salesforce.</source>
        <translation>
            <numerusform>%n contact would be new in Salesforce.</numerusform>
            <numerusform>%n contacts would be new in Salesforce.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) of these differ; your rule for conflicts decides.</source>
        <translation>
            <numerusform>%n value of these differs; your rule for conflicts decides.</numerusform>
            <numerusform>%n values of these differ; your rule for conflicts decides.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrowserWindow</name>
    <message numerus="yes">
        <source>%Ln contact(s)</source>
        <translation>
            <numerusform>%Ln contact</numerusform>
            <numerusform>%Ln contacts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message numerus="yes">
        <source>%n difference(s) found</source>
        <translation>
            <numerusform>%n difference found</numerusform>
            <numerusform>%n differences found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictsWindow</name>
    <message numerus="yes">
        <source>Take the values of {side} for %n conflict(s)?</source>
        <translation>
            <numerusform>Take the values of {side} for %n conflict?</numerusform>
            <numerusform>Take the values of {side} for %n conflicts?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message numerus="yes">
        <source>%n thing(s) wait for you; everything else is done.</source>
        <translation>
            <numerusform>%n thing waits for you; everything else is done.</numerusform>
            <numerusform>%n things wait for you; everything else is done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HoldsWindow</name>
    <message numerus="yes">
        <source>Delete %n contact(s) in Salesforce? They go to its recycle bin.</source>
        <translation>
            <numerusform>Delete %n contact in Salesforce? It goes to its recycle bin.</numerusform>
            <numerusform>Delete %n contacts in Salesforce? They go to its recycle bin.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) not among those you sync any more</source>
        <translation>
            <numerusform>%n contact not among those you sync any more</numerusform>
            <numerusform>%n contacts not among those you sync any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) gone from the folder in Outlook</source>
        <translation>
            <numerusform>%n contact gone from the folder in Outlook</numerusform>
            <numerusform>%n contacts gone from the folder in Outlook</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) changed at once</source>
        <translation>
            <numerusform>%n contact changed at once</numerusform>
            <numerusform>%n contacts changed at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) not found in Salesforce any more</source>
        <translation>
            <numerusform>%n contact not found in Salesforce any more</numerusform>
            <numerusform>%n contacts not found in Salesforce any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) without a copy in Outlook</source>
        <translation>
            <numerusform>%n contact without a copy in Outlook</numerusform>
            <numerusform>%n contacts without a copy in Outlook</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) deleted in Salesforce</source>
        <translation>
            <numerusform>%n contact deleted in Salesforce</numerusform>
            <numerusform>%n contacts deleted in Salesforce</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewWindow</name>
    <message numerus="yes">
        <source>%n change(s) would be written</source>
        <translation>
            <numerusform>%n change would be written</numerusform>
            <numerusform>%n changes would be written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsWindow</name>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n chosen</numerusform>
            <numerusform>%n chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tried %n time(s), last {when}.</source>
        <translation>
            <numerusform>Tried %n time, last {when}.</numerusform>
            <numerusform>Tried %n times, last {when}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoWindow</name>
    <message numerus="yes">
        <source>%n change(s) would be taken back</source>
        <translation>
            <numerusform>%n change would be taken back</numerusform>
            <numerusform>%n changes would be taken back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) touched since stay as they are unless you tick them.</source>
        <translation>
            <numerusform>%n change touched since stays as it is unless you tick it.</numerusform>
            <numerusform>%n changes touched since stay as they are unless you tick them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) undone</source>
        <translation>
            <numerusform>%n change undone</numerusform>
            <numerusform>%n changes undone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) touched since stayed as they are.</source>
        <translation>
            <numerusform>%n change touched since stayed as it is.</numerusform>
            <numerusform>%n changes touched since stayed as they are.</numerusform>
        </translation>
    </message>
</context>
</TS>
