<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>atalaia::ChatImportDialog</name>
    <message numerus="yes">
        <source>%1 · %n message(s)</source>
        <translation>
            <numerusform>%1 · %n message</numerusform>
            <numerusform>%1 · %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 new, %2 already known · %n flag(s) raised</source>
        <translation>
            <numerusform>%1 new, %2 already known · %n flag raised</numerusform>
            <numerusform>%1 new, %2 already known · %n flags raised</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n message(s)</source>
        <translation>
            <numerusform>Import %n message</numerusform>
            <numerusform>Import %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::ChatImportWords</name>
    <message numerus="yes">
        <source>%n date(s) do not exist in this order and were read in another.</source>
        <translation>
            <numerusform>%n date does not exist in this order and was read in another.</numerusform>
            <numerusform>%n dates do not exist in this order and were read in another.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) begin like a message but are written unlike the others: perhaps quoted text.</source>
        <translation>
            <numerusform>%n line begins like a message but is written unlike the others: perhaps quoted text.</numerusform>
            <numerusform>%n lines begin like a message but are written unlike the others: perhaps quoted text.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) stand after one with a later time.</source>
        <translation>
            <numerusform>%n message stands after one with a later time.</numerusform>
            <numerusform>%n messages stand after one with a later time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) before the first message belong to nobody and are left out.</source>
        <translation>
            <numerusform>%n line before the first message belongs to nobody and is left out.</numerusform>
            <numerusform>%n lines before the first message belong to nobody and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are longer than WhatsApp allows and are cut.</source>
        <translation>
            <numerusform>%n message is longer than WhatsApp allows and is cut.</numerusform>
            <numerusform>%n messages are longer than WhatsApp allows and are cut.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This very file was already imported on %1 by %2: %Ln new.</source>
        <extracomment>%1 date and time, %2 a person; the number is of messages</extracomment>
        <translation>
            <numerusform>This very file was already imported on %1 by %2: %Ln new.</numerusform>
            <numerusform>This very file was already imported on %1 by %2: %Ln new.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::ExplanationWords</name>
    <message numerus="yes">
        <source>… with at most %n words between</source>
        <translation>
            <numerusform>… with at most %n word between</numerusform>
            <numerusform>… with at most %n words between</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… in this order, with at most %n words between</source>
        <translation>
            <numerusform>… in this order, with at most %n word between</numerusform>
            <numerusform>… in this order, with at most %n words between</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exceptions were checked, none applies</source>
        <translation>
            <numerusform>%n exception was checked, it does not apply</numerusform>
            <numerusform>%n exceptions were checked, none applies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::FlagDelegate</name>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln hit</numerusform>
            <numerusform>%Ln hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::ImportDialog</name>
    <message numerus="yes">
        <source>Live: %n terms of “%1”, version %2.</source>
        <translation>
            <numerusform>Live: %n term of “%1”, version %2.</numerusform>
            <numerusform>Live: %n terms of “%1”, version %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Live: “%1”, version %2; %n terms in use over all lists.</source>
        <translation>
            <numerusform>Live: “%1”, version %2; %n term in use over all lists.</numerusform>
            <numerusform>Live: “%1”, version %2; %n terms in use over all lists.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terms could not be compiled and were left out.</source>
        <translation>
            <numerusform>%n term could not be compiled and was left out.</numerusform>
            <numerusform>%n terms could not be compiled and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n terms</source>
        <translation>
            <numerusform>Import %n term</numerusform>
            <numerusform>Import %n terms</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::InboxPane</name>
    <message numerus="yes">
        <source>%Ln flagged</source>
        <translation>
            <numerusform>%Ln flagged</numerusform>
            <numerusform>%Ln flagged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln escalated</source>
        <translation>
            <numerusform>%Ln escalated</numerusform>
            <numerusform>%Ln escalated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided</source>
        <translation>
            <numerusform>%Ln decided</numerusform>
            <numerusform>%Ln decided</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>newest %Ln</source>
        <translation>
            <numerusform>newest %Ln</numerusform>
            <numerusform>newest %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the newest %Ln threads</source>
        <translation>
            <numerusform>Show the newest thread</numerusform>
            <numerusform>Show the newest %Ln threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::LimitWords</name>
    <message numerus="yes">
        <source>Possible for %n more minute(s): one may only answer within 24 hours.</source>
        <translation>
            <numerusform>Possible for %n more minute: one may only answer within 24 hours.</numerusform>
            <numerusform>Possible for %n more minutes: one may only answer within 24 hours.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::LineWords</name>
    <message numerus="yes">
        <source>Line %1 is silent: nothing since %2, usually %Ln messages an hour</source>
        <translation>
            <numerusform>Line %1 is silent: nothing since %2, usually %Ln message an hour</numerusform>
            <numerusform>Line %1 is silent: nothing since %2, usually %Ln messages an hour</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>being looked at: %Ln messages recovered so far</source>
        <translation>
            <numerusform>being looked at: %Ln message recovered so far</numerusform>
            <numerusform>being looked at: %Ln messages recovered so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages recovered</source>
        <translation>
            <numerusform>%Ln message recovered</numerusform>
            <numerusform>%Ln messages recovered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages recovered; whether that is all cannot be known</source>
        <translation>
            <numerusform>%Ln message recovered; whether that is all cannot be known</numerusform>
            <numerusform>%Ln messages recovered; whether that is all cannot be known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages wait to be decrypted by the gateway</source>
        <translation>
            <numerusform>%Ln message waits to be decrypted by the gateway</numerusform>
            <numerusform>%Ln messages wait to be decrypted by the gateway</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read here, only on the phone</source>
        <translation>
            <numerusform>%Ln message cannot be read here, only on the phone</numerusform>
            <numerusform>%Ln messages cannot be read here, only on the phone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln edits came without their new text</source>
        <translation>
            <numerusform>%Ln edit came without its new text</numerusform>
            <numerusform>%Ln edits came without their new text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files are still to be fetched</source>
        <translation>
            <numerusform>%Ln media file is still to be fetched</numerusform>
            <numerusform>%Ln media files are still to be fetched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files were gone at the gateway before they were fetched</source>
        <translation>
            <numerusform>%Ln media file was gone at the gateway before it was fetched</numerusform>
            <numerusform>%Ln media files were gone at the gateway before they were fetched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files are not handed out by the gateway</source>
        <translation>
            <numerusform>%Ln media file is not handed out by the gateway</numerusform>
            <numerusform>%Ln media files are not handed out by the gateway</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files are too large to be kept</source>
        <translation>
            <numerusform>%Ln media file is too large to be kept</numerusform>
            <numerusform>%Ln media files are too large to be kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files were recovered at a later try</source>
        <translation>
            <numerusform>%Ln media file was recovered at a later try</numerusform>
            <numerusform>%Ln media files were recovered at a later try</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::LinesDialog</name>
    <message numerus="yes">
        <source>%Ln events of this line could not be read or kept:</source>
        <translation>
            <numerusform>%Ln event of this line could not be read or kept:</numerusform>
            <numerusform>%Ln events of this line could not be read or kept:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events of its gateway name no line:</source>
        <translation>
            <numerusform>%Ln event of its gateway names no line:</numerusform>
            <numerusform>%Ln events of its gateway name no line:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older ones were not kept.</source>
        <translation>
            <numerusform>%Ln older one was not kept.</numerusform>
            <numerusform>%Ln older ones were not kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::LinesModel</name>
    <message numerus="yes">
        <source>%Ln open gaps</source>
        <translation>
            <numerusform>%Ln open gap</numerusform>
            <numerusform>%Ln open gaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gaps that cannot be known</source>
        <translation>
            <numerusform>%Ln gap that cannot be known</numerusform>
            <numerusform>%Ln gaps that cannot be known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::StatusStrip</name>
    <message numerus="yes">
        <source>%Ln frames put aside as unreadable</source>
        <translation>
            <numerusform>%Ln frame put aside as unreadable</numerusform>
            <numerusform>%Ln frames put aside as unreadable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages today</source>
        <translation>
            <numerusform>%Ln message today</numerusform>
            <numerusform>%Ln messages today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln conversations</source>
        <translation>
            <numerusform>%Ln conversation</numerusform>
            <numerusform>%Ln conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %Ln more alarms)</source>
        <translation>
            <numerusform>%1 (and %Ln more alarm)</numerusform>
            <numerusform>%1 (and %Ln more alarms)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::Words</name>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln hit</numerusform>
            <numerusform>%Ln hits</numerusform>
        </translation>
    </message>
</context>
</TS>
