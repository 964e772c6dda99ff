<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>ActionPanel</name>
    <message>
        <source>F4 next</source>
        <translation>F4 volgende</translation>
    </message>
    <message>
        <source>Action items</source>
        <translation>Actiepunten</translation>
    </message>
    <message>
        <source>hide</source>
        <translation>verberg</translation>
    </message>
    <message>
        <source>show</source>
        <translation>toon</translation>
    </message>
    <message numerus="yes">
        <source>%n rejected</source>
        <translation>
            <numerusform>%n afgekeurd</numerusform>
            <numerusform>%n afgekeurd</numerusform>
        </translation>
    </message>
    <message>
        <source>Dates mentioned: {dates}</source>
        <translation>Genoemde data: {dates}</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>afgekeurd</translation>
    </message>
    <message>
        <source>Why? {reason}.</source>
        <translation>Waarom? {reason}.</translation>
    </message>
    <message>
        <source>Why? {reason}: ‘{words}’.</source>
        <translation>Waarom? {reason}: ‘{words}’.</translation>
    </message>
    <message>
        <source>You changed the date or for whom it is.</source>
        <translation>De datum of voor wie het is, hebt u zelf gewijzigd.</translation>
    </message>
    <message>
        <source>An action item after all</source>
        <translation>Toch een actiepunt</translation>
    </message>
    <message>
        <source>No action item</source>
        <translation>Geen actiepunt</translation>
    </message>
    <message>
        <source>The rule that found it…</source>
        <translation>De regel die het vond…</translation>
    </message>
    <message>
        <source>Change date…</source>
        <translation>Datum wijzigen…</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Voor wie</translation>
    </message>
    <message>
        <source>Undo the change</source>
        <translation>Wijziging ongedaan maken</translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s) for council members</source>
        <translation>
            <numerusform>%n actiepunt voor raadsleden</numerusform>
            <numerusform>%n actiepunten voor raadsleden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s) for the griffie</source>
        <translation>
            <numerusform>%n actiepunt voor de griffie</numerusform>
            <numerusform>%n actiepunten voor de griffie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s)</source>
        <translation>
            <numerusform>%n actiepunt</numerusform>
            <numerusform>%n actiepunten</numerusform>
        </translation>
    </message>
    <message>
        <source>meeting: {date}</source>
        <translation>bijeenkomst: {date}</translation>
    </message>
</context>
<context>
    <name>AgendaList</name>
    <message>
        <source>Agenda</source>
        <translation>Agenda</translation>
    </message>
</context>
<context>
    <name>AgendaNothing</name>
    <message>
        <source>Show dates mentioned</source>
        <translation>Genoemde data tonen</translation>
    </message>
    <message>
        <source>There are no deadlines or meetings in these messages.</source>
        <translation>In deze berichten staan geen uiterste data of bijeenkomsten.</translation>
    </message>
</context>
<context>
    <name>AgendaPane</name>
    <message>
        <source>List</source>
        <translation>Lijst</translation>
    </message>
    <message>
        <source>Back to the list of messages (Esc)</source>
        <translation>Terug naar de lijst met berichten (Esc)</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>&amp;Alles</translation>
    </message>
    <message>
        <source>Select everything, or nothing</source>
        <translation>Alles selecteren, of niets</translation>
    </message>
    <message>
        <source>Dates mentioned &amp;too</source>
        <translation>&amp;Ook genoemde data</translation>
    </message>
    <message>
        <source>Show dates that a message names without asking anything</source>
        <translation>Ook data tonen die een bericht noemt zonder iets te vragen</translation>
    </message>
    <message>
        <source>&amp;Save as calendar (.ics)</source>
        <translation>Op&amp;slaan als agenda (.ics)</translation>
    </message>
</context>
<context>
    <name>AgendaView</name>
    <message>
        <source>Saved as {path}</source>
        <translation>Opgeslagen als {path}</translation>
    </message>
    <message>
        <source>Save as calendar</source>
        <translation>Opslaan als agenda</translation>
    </message>
    <message>
        <source>Calendar (*.ics)</source>
        <translation>Agenda (*.ics)</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Bezig met opslaan…</translation>
    </message>
    <message>
        <source>{number} read</source>
        <translation>{number} gelezen</translation>
    </message>
</context>
<context>
    <name>AttachmentButton</name>
    <message>
        <source>Message: {name}</source>
        <translation>Bericht: {name}</translation>
    </message>
    <message>
        <source>Attached message {name}</source>
        <translation>Bijgevoegd bericht {name}</translation>
    </message>
    <message>
        <source>Read this message (Enter)</source>
        <translation>Lees dit bericht (Enter)</translation>
    </message>
    <message>
        <source>Attachment {name}</source>
        <translation>Bijlage {name}</translation>
    </message>
    <message>
        <source>Preview (Space), open (Enter)</source>
        <translation>Voorbeeld (spatiebalk), openen (Enter)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Voorbeeld</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Opslaan als…</translation>
    </message>
</context>
<context>
    <name>AttachmentKeeper</name>
    <message>
        <source>Open attachment</source>
        <translation>Bijlage openen</translation>
    </message>
    <message>
        <source>This PC has no program for files of this kind. Save the file.</source>
        <translation>Op deze pc staat geen programma voor dit soort bestanden. Sla het bestand op.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Opgeslagen als {path}</translation>
    </message>
    <message>
        <source>Griffielezer does not open files of this kind. Save the file and let ICT check it.</source>
        <translation>Griffielezer opent dit soort bestanden niet. Sla het bestand op en laat ICT het controleren.</translation>
    </message>
    <message>
        <source>Save attachment</source>
        <translation>Bijlage opslaan</translation>
    </message>
</context>
<context>
    <name>AttachmentPreview</name>
    <message>
        <source>Preview of {name}</source>
        <translation>Voorbeeld van {name}</translation>
    </message>
    <message>
        <source>Text of the attachment</source>
        <translation>Tekst van de bijlage</translation>
    </message>
    <message>
        <source>Pages of the attachment</source>
        <translation>Pagina&apos;s van de bijlage</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Bezig met lezen…</translation>
    </message>
    <message>
        <source>Only the beginning is shown. Save the file to see it all.</source>
        <translation>U ziet alleen het begin. Sla het bestand op om alles te zien.</translation>
    </message>
    <message>
        <source>The text of this file cannot be searched.</source>
        <translation>De tekst van dit bestand is niet doorzoekbaar.</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Uitzoomen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Inzoomen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Sl&amp;uiten</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>Op&amp;slaan als…</translation>
    </message>
    <message>
        <source>{shown} of {count} pages are shown. Save the file to see it all.</source>
        <translation>U ziet {shown} van de {count} pagina&apos;s. Sla het bestand op om alles te zien.</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Pagina {number} van {count}</translation>
    </message>
</context>
<context>
    <name>AttachmentStrip</name>
    <message>
        <source>Only the first {number} attachments are shown here.</source>
        <translation>Hier staan alleen de eerste {number} bijlagen.</translation>
    </message>
</context>
<context>
    <name>Completing</name>
    <message>
        <source>Clear search history</source>
        <translation>Zoekgeschiedenis wissen</translation>
    </message>
</context>
<context>
    <name>CorrectDialog</name>
    <message>
        <source>Change date</source>
        <translation>Datum wijzigen</translation>
    </message>
    <message>
        <source>When and for whom is this?</source>
        <translation>Wanneer en voor wie is dit?</translation>
    </message>
    <message>
        <source>&amp;Deadline</source>
        <translation>&amp;Uiterste datum</translation>
    </message>
    <message>
        <source>&amp;Meeting</source>
        <translation>Bij&amp;eenkomst</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Voor wie</translation>
    </message>
    <message>
        <source>For &amp;whom</source>
        <translation>Voor &amp;wie</translation>
    </message>
    <message>
        <source>Without a tick there is no date.</source>
        <translation>Zonder vinkje is er geen datum.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Bewaren</translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n action item(s) for council members</source>
        <translation>
            <numerusform>%n actiepunt voor raadsleden</numerusform>
            <numerusform>%n actiepunten voor raadsleden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s) for the griffie</source>
        <translation>
            <numerusform>%n actiepunt voor de griffie</numerusform>
            <numerusform>%n actiepunten voor de griffie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s) for the executive</source>
        <translation>
            <numerusform>%n actiepunt voor het college</numerusform>
            <numerusform>%n actiepunten voor het college</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s)</source>
        <translation>
            <numerusform>%n actiepunt</numerusform>
            <numerusform>%n actiepunten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n bijlage</numerusform>
            <numerusform>%n bijlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n bericht</numerusform>
            <numerusform>%n berichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more date(s)</source>
        <translation>
            <numerusform>en nog %n datum</numerusform>
            <numerusform>en nog %n data</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n dag te laat</numerusform>
            <numerusform>%n dagen te laat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>nog %n dag</numerusform>
            <numerusform>nog %n dagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>meeting in %n day(s)</source>
        <translation>
            <numerusform>bijeenkomst over %n dag</numerusform>
            <numerusform>bijeenkomst over %n dagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Agenda of %n selected message(s)</source>
        <translation>
            <numerusform>Agenda van %n geselecteerd bericht</numerusform>
            <numerusform>Agenda van %n geselecteerde berichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Agenda of %n message(s)</source>
        <translation>
            <numerusform>Agenda van %n bericht</numerusform>
            <numerusform>Agenda van %n berichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deadline(s)</source>
        <translation>
            <numerusform>%n uiterste datum</numerusform>
            <numerusform>%n uiterste data</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n meeting(s)</source>
        <translation>
            <numerusform>%n bijeenkomst</numerusform>
            <numerusform>%n bijeenkomsten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n date(s) mentioned</source>
        <translation>
            <numerusform>%n genoemde datum</numerusform>
            <numerusform>%n genoemde data</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They do mention %n date(s).</source>
        <translation>
            <numerusform>Er wordt wel %n datum genoemd.</numerusform>
            <numerusform>Er worden wel %n data genoemd.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counting</name>
    <message>
        <source>Automatic: today, or the newest message of an older export</source>
        <translation>Automatisch: vandaag, of het nieuwste bericht van een oudere export</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Vandaag</translation>
    </message>
    <message>
        <source>The newest message: {date}</source>
        <translation>Het nieuwste bericht: {date}</translation>
    </message>
    <message>
        <source>Another day…</source>
        <translation>Een andere dag…</translation>
    </message>
</context>
<context>
    <name>DayDialog</name>
    <message>
        <source>Count terms from</source>
        <translation>Termijnen tellen vanaf</translation>
    </message>
    <message>
        <source>Overdue is what had to be done before this day.</source>
        <translation>Verlopen is wat vóór deze dag gedaan moest zijn.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>&amp;Count from this day</source>
        <translation>Vanaf deze &amp;dag tellen</translation>
    </message>
</context>
<context>
    <name>DayEdit</name>
    <message>
        <source>Choose from a calendar</source>
        <translation>Kiezen uit een kalender</translation>
    </message>
    <message>
        <source>Choose from a calendar (Alt+Down)</source>
        <translation>Kiezen uit een kalender (Alt+Pijl omlaag)</translation>
    </message>
    <message>
        <source>Type a date like this: 2-12-2026.</source>
        <translation>Typ een datum zo: 2-12-2026.</translation>
    </message>
    <message>
        <source>“{text}” is no date. Type it like this: 2-12-2026.</source>
        <translation>“{text}” is geen datum. Typ een datum zo: 2-12-2026.</translation>
    </message>
</context>
<context>
    <name>EmptyList</name>
    <message>
        <source>Add export…</source>
        <translation>Export toevoegen…</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Niets gevonden</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Bezig met lezen…</translation>
    </message>
    <message>
        <source>The first messages appear in a moment.</source>
        <translation>De eerste berichten verschijnen zo.</translation>
    </message>
    <message>
        <source>Drop an export of your mail program here, or choose one.</source>
        <translation>Sleep een export van uw e-mailprogramma hierheen, of kies er een.</translation>
    </message>
    <message>
        <source>No mailbox yet</source>
        <translation>Nog geen postvak</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Even wachten…</translation>
    </message>
    <message>
        <source>Your messages appear in a moment.</source>
        <translation>Uw berichten verschijnen zo.</translation>
    </message>
    <message>
        <source> or </source>
        <translation> of </translation>
    </message>
    <message>
        <source>No message contains {words}.</source>
        <translation>Geen enkel bericht bevat {words}.</translation>
    </message>
    <message>
        <source>Use other words, or fewer.</source>
        <translation>Gebruik andere of minder woorden.</translation>
    </message>
    <message>
        <source>Use other words, or take a filter away.</source>
        <translation>Gebruik andere woorden of haal een filter weg.</translation>
    </message>
    <message>
        <source>Take a filter away.</source>
        <translation>Haal een filter weg.</translation>
    </message>
</context>
<context>
    <name>FilterPane</name>
    <message>
        <source>Filters</source>
        <translation>Filters</translation>
    </message>
    <message>
        <source>change</source>
        <translation>wijzigen</translation>
    </message>
    <message>
        <source>on</source>
        <translation>aan</translation>
    </message>
    <message>
        <source>off</source>
        <translation>uit</translation>
    </message>
    <message>
        <source>own category</source>
        <translation>eigen categorie</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Postvakken</translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>Alle berichten</translation>
    </message>
    <message>
        <source>Action items</source>
        <translation>Actiepunten</translation>
    </message>
    <message>
        <source>With action item</source>
        <translation>Met actiepunt</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Voor wie</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Termijn</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Voorgesteld</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Categorieën</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>Geen categorie</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Bijlagen</translation>
    </message>
    <message>
        <source>With attachment</source>
        <translation>Met bijlage</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jaar</translation>
    </message>
    <message>
        <source>Date unknown</source>
        <translation>Datum onbekend</translation>
    </message>
    <message>
        <source>Incoming documents</source>
        <translation>Ingekomen stukken</translation>
    </message>
    <message>
        <source>On the list</source>
        <translation>Op de lijst</translation>
    </message>
    <message>
        <source>still without proposal</source>
        <translation>nog zonder voorstel</translation>
    </message>
    <message>
        <source>Sample mailbox</source>
        <translation>Voorbeeldpostvak</translation>
    </message>
</context>
<context>
    <name>HitList</name>
    <message>
        <source>Messages</source>
        <translation>Berichten</translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message>
        <source>The file holds sentences of messages, for whoever improves the rules. Give it only to those who may read them.</source>
        <translation>Het bestand bevat zinnen uit berichten, voor wie de regels verbetert. Geef het alleen aan wie die zinnen mag lezen.</translation>
    </message>
    <message>
        <source>Save judged action items</source>
        <translation>Beoordeelde actiepunten opslaan</translation>
    </message>
    <message>
        <source>action items</source>
        <translation>actiepunten</translation>
    </message>
    <message>
        <source>Lines of JSON (*.jsonl)</source>
        <translation>Regels JSON (*.jsonl)</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s) saved</source>
        <translation>
            <numerusform>%n zin opgeslagen</numerusform>
            <numerusform>%n zinnen opgeslagen</numerusform>
        </translation>
    </message>
    <message>
        <source>This message has no sentence that can be marked.</source>
        <translation>Dit bericht heeft geen zin die u kunt markeren.</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>Sort order</source>
        <translation>Volgorde</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Nieuwste eerst</translation>
    </message>
    <message>
        <source>Best match first</source>
        <translation>Beste treffer eerst</translation>
    </message>
    <message>
        <source>These messages are made up.</source>
        <translation>Deze berichten zijn verzonnen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Verwijderen</translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation>Agenda</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Nieuwste</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Beste</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n bericht</numerusform>
            <numerusform>%n berichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n geselecteerd</numerusform>
            <numerusform>%n geselecteerd</numerusform>
        </translation>
    </message>
    <message>
        <source>Did you mean: {query}?</source>
        <translation>Bedoelde u: {query}?</translation>
    </message>
    <message>
        <source>Also search in longer words: {query}</source>
        <translation>Zoek ook in langere woorden: {query}</translation>
    </message>
</context>
<context>
    <name>Mailboxes</name>
    <message>
        <source>Add export</source>
        <translation>Export toevoegen</translation>
    </message>
    <message>
        <source>Mail exports (*.pst *.ost *.msg *.oft *.eml *.emlx *.mbox *.mbx *.zip *.gz *.txt *.md);;All files (*)</source>
        <translation>E-mailexports (*.pst *.ost *.msg *.oft *.eml *.emlx *.mbox *.mbx *.zip *.gz *.txt *.md);;Alle bestanden (*)</translation>
    </message>
    <message>
        <source>Add folder</source>
        <translation>Map toevoegen</translation>
    </message>
    <message>
        <source>Remove {path} from Griffielezer?

The file itself is not changed.</source>
        <translation>{path} uit Griffielezer verwijderen?

Het bestand zelf verandert niet.</translation>
    </message>
    <message>
        <source>Remove mailbox</source>
        <translation>Postvak verwijderen</translation>
    </message>
    <message>
        <source>This mailbox has no folders to choose from.</source>
        <translation>Dit postvak heeft geen mappen om uit te kiezen.</translation>
    </message>
</context>
<context>
    <name>MapDialog</name>
    <message>
        <source>Choose folders</source>
        <translation>Mappen kiezen</translation>
    </message>
    <message>
        <source>Which folders do you want to read?</source>
        <translation>Welke mappen wilt u lezen?</translation>
    </message>
    <message>
        <source>Griffielezer looks which folders there are and counts their messages.</source>
        <translation>Griffielezer kijkt welke mappen er zijn en telt de berichten.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation>&amp;Inlezen</translation>
    </message>
    <message>
        <source>Untick what Griffielezer may not read: nothing of it comes or stays in Griffielezer.</source>
        <translation>Vink uit wat Griffielezer niet mag lezen. Daarvan komt of blijft niets in Griffielezer.</translation>
    </message>
    <message>
        <source>The ticks are as you left them the last time.</source>
        <translation>De vinkjes staan zoals u ze de vorige keer hebt gezet.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) without folders will be added too</source>
        <translation>
            <numerusform>%n export zonder mappen gaat ook mee</numerusform>
            <numerusform>%n exports zonder mappen gaan ook mee</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} of {total} messages</source>
        <translation>{number} van {total} berichten</translation>
    </message>
    <message>
        <source>Counting messages</source>
        <translation>Berichten tellen</translation>
    </message>
</context>
<context>
    <name>MapModel</name>
    <message>
        <source>Folder</source>
        <translation>Map</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Berichten</translation>
    </message>
    <message>
        <source>In this folder itself</source>
        <translation>In deze map zelf</translation>
    </message>
    <message>
        <source>Outside the folders</source>
        <translation>Buiten de mappen</translation>
    </message>
    <message>
        <source>possibly confidential</source>
        <translation>mogelijk vertrouwelijk</translation>
    </message>
</context>
<context>
    <name>MapTree</name>
    <message>
        <source>Folders</source>
        <translation>Mappen</translation>
    </message>
</context>
<context>
    <name>NoteBar</name>
    <message>
        <source>On the list of incoming documents</source>
        <translation>Op de lijst ingekomen stukken</translation>
    </message>
    <message>
        <source>+ Category</source>
        <translation>+ Categorie</translation>
    </message>
    <message>
        <source>New category for this message</source>
        <translation>Nieuwe categorie voor dit bericht</translation>
    </message>
    <message>
        <source>Type a name and press Enter</source>
        <translation>Typ een naam en druk op Enter</translation>
    </message>
    <message>
        <source>✓ On the list</source>
        <translation>✓ Op de lijst</translation>
    </message>
    <message>
        <source>On the list</source>
        <translation>Op de lijst</translation>
    </message>
    <message>
        <source>Proposed settlement</source>
        <translation>Voorstel afdoening</translation>
    </message>
    <message>
        <source>Proposed settlement: {name}</source>
        <translation>Voorstel afdoening: {name}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>geen</translation>
    </message>
</context>
<context>
    <name>Noting</name>
    <message>
        <source>On the list of incoming documents</source>
        <translation>Op de lijst ingekomen stukken</translation>
    </message>
    <message>
        <source>Proposed settlement</source>
        <translation>Voorstel afdoening</translation>
    </message>
    <message>
        <source>Own category</source>
        <translation>Eigen categorie</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Geen</translation>
    </message>
    <message>
        <source>What do you propose?</source>
        <translation>Wat stelt u voor?</translation>
    </message>
    <message>
        <source>New category…</source>
        <translation>Nieuwe categorie…</translation>
    </message>
    <message>
        <source>New category</source>
        <translation>Nieuwe categorie</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Naam:</translation>
    </message>
    <message>
        <source>Only this message was changed, not the selected ones.</source>
        <translation>Alleen dit bericht is aangepast, niet de aangevinkte berichten.</translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) put on the list</source>
        <translation>
            <numerusform>%n aangevinkt bericht op de lijst gezet</numerusform>
            <numerusform>%n aangevinkte berichten op de lijst gezet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) taken off the list</source>
        <translation>
            <numerusform>%n aangevinkt bericht van de lijst gehaald</numerusform>
            <numerusform>%n aangevinkte berichten van de lijst gehaald</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) now have the proposal: {name}</source>
        <translation>
            <numerusform>%n aangevinkt bericht heeft nu het voorstel: {name}</numerusform>
            <numerusform>%n aangevinkte berichten hebben nu het voorstel: {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) now have the category: {name}</source>
        <translation>
            <numerusform>%n aangevinkt bericht heeft nu de categorie: {name}</numerusform>
            <numerusform>%n aangevinkte berichten hebben nu de categorie: {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) no longer have the category: {name}</source>
        <translation>
            <numerusform>%n aangevinkt bericht heeft niet meer de categorie: {name}</numerusform>
            <numerusform>%n aangevinkte berichten hebben niet meer de categorie: {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Print preview</source>
        <translation>Afdrukvoorbeeld</translation>
    </message>
</context>
<context>
    <name>PrintJob</name>
    <message>
        <source>Making message {done} of {count}…</source>
        <translation>Bericht {done} van {count} wordt gemaakt…</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Opgeslagen als {path}</translation>
    </message>
    <message>
        <source>Page {number} of {count} sent to the printer</source>
        <translation>Pagina {number} van {count} naar de printer gestuurd</translation>
    </message>
    <message>
        <source>Incoming documents</source>
        <translation>Ingekomen stukken</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Opslaan als PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
</context>
<context>
    <name>PrintPreview</name>
    <message>
        <source>Print preview</source>
        <translation>Afdrukvoorbeeld</translation>
    </message>
    <message>
        <source>&amp;Mark action items</source>
        <translation>Actiepunten &amp;markeren</translation>
    </message>
    <message>
        <source>&amp;List in front</source>
        <translation>&amp;Lijst vooraan</translation>
    </message>
    <message>
        <source>&amp;Attachments</source>
        <translation>&amp;Bijlagen</translation>
    </message>
    <message>
        <source>Leave out pers&amp;onal data</source>
        <translation>&amp;Persoonsgegevens weglaten</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Afdrukken…</translation>
    </message>
    <message>
        <source>&amp;Save as PDF…</source>
        <translation>&amp;Opslaan als PDF…</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Uitzoomen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Inzoomen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Sluiten</translation>
    </message>
    <message>
        <source>Making the pages…</source>
        <translation>De pagina’s worden gemaakt…</translation>
    </message>
    <message>
        <source>Making message {done} of {count}…</source>
        <translation>Bericht {done} van {count} wordt gemaakt…</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Pagina {number} van {count}</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>Problems</source>
        <translation>Problemen</translation>
    </message>
    <message>
        <source>Everything else was read. These could not be read, or not completely:</source>
        <translation>Al het andere is gelezen. Dit kon niet of niet helemaal worden gelezen:</translation>
    </message>
</context>
<context>
    <name>QueryCard</name>
    <message>
        <source>How to search</source>
        <translation>Zo zoekt u</translation>
    </message>
    <message>
        <source>Type words: the list follows each key. Capitals and accents make no difference, and other forms of a word count too. Click an example to try it.</source>
        <translation>Typ woorden: de lijst past zich bij elke letter aan. Hoofdletters en accenten maken niet uit, en andere vormen van een woord tellen mee. Klik op een voorbeeld om het te proberen.</translation>
    </message>
    <message>
        <source>Write AND, OR and NOT in capitals.</source>
        <translation>Schrijf EN, OF en NIET met hoofdletters.</translation>
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message>
        <source>Back to {subject}</source>
        <translation>Terug naar {subject}</translation>
    </message>
    <message numerus="yes">
        <source>%n external picture(s) blocked</source>
        <translation>
            <numerusform>%n externe afbeelding geblokkeerd</numerusform>
            <numerusform>%n externe afbeeldingen geblokkeerd</numerusform>
        </translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>Voorgesteld</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Plaats</translation>
    </message>
</context>
<context>
    <name>RuleDialog</name>
    <message>
        <source>Rules for action items</source>
        <translation>Regels voor actiepunten</translation>
    </message>
    <message>
        <source>Which rules may find action items?</source>
        <translation>Welke regels mogen actiepunten zoeken?</translation>
    </message>
    <message>
        <source>What a rule without a tick finds is no action item: it is not shown, marked or printed, and the filters, the list and the agenda leave it out. Rules of another kind may find the same sentence.</source>
        <translation>Wat een regel zonder vinkje vindt, is geen actiepunt: het staat niet boven een bericht, is niet gemarkeerd en komt niet op papier. De filters, de lijst en de agenda tellen het niet mee. Regels van een andere soort kunnen dezelfde zin ook vinden.</translation>
    </message>
    <message>
        <source>All &amp;on</source>
        <translation>Alles &amp;aan</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Bewaren</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search</source>
        <translation>Zoeken</translation>
    </message>
    <message>
        <source>Search messages (Ctrl+F)</source>
        <translation>Zoek in berichten (Ctrl+F)</translation>
    </message>
</context>
<context>
    <name>Searching</name>
    <message>
        <source>The second quotation mark is missing. Searched for: {query}</source>
        <translation>Het tweede aanhalingsteken ontbreekt. Gezocht is: {query}</translation>
    </message>
    <message>
        <source>One or two letters: only in names and subjects.</source>
        <translation>Eén of twee letters: alleen in namen en onderwerpen.</translation>
    </message>
</context>
<context>
    <name>SentenceDialog</name>
    <message>
        <source>Mark as action item</source>
        <translation>Markeer als actiepunt</translation>
    </message>
    <message>
        <source>Which sentence is an action item?</source>
        <translation>Welke zin is een actiepunt?</translation>
    </message>
    <message>
        <source>Choose with the arrow keys or type the first letters, and press Enter. For a part of a sentence, first select it in the text with the mouse.</source>
        <translation>Kies met de pijltjestoetsen of typ de eerste letters, en druk op Enter. Wilt u een deel van een zin markeren, selecteer dat dan eerst met de muis in de tekst.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>&amp;Mark</source>
        <translation>&amp;Markeren</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Progress of reading</source>
        <translation>Voortgang van het inlezen</translation>
    </message>
    <message>
        <source>the sample mailbox</source>
        <translation>voorbeeldpostvak</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>Inlezen: {name}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln bericht</numerusform>
            <numerusform>%Ln berichten</numerusform>
        </translation>
    </message>
    <message>
        <source>{rate} per second</source>
        <translation>{rate} per seconde</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n nieuw bericht</numerusform>
            <numerusform>%n nieuwe berichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) were there already</source>
        <translation>
            <numerusform>%n bericht was er al</numerusform>
            <numerusform>%n berichten waren er al</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n probleem</numerusform>
            <numerusform>%n problemen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n treffer</numerusform>
            <numerusform>%n treffers</numerusform>
        </translation>
    </message>
    <message>
        <source>{hits} in {time} ms</source>
        <translation>{hits} in {time} ms</translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>nog ongeveer %n seconde</numerusform>
            <numerusform>nog ongeveer %n seconden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>nog ongeveer %n minuut</numerusform>
            <numerusform>nog ongeveer %n minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionList</name>
    <message>
        <source>Suggestions</source>
        <translation>Suggesties</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Message</source>
        <translation>Bericht</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>Tijdlijn</translation>
    </message>
    <message>
        <source>One bar a day, from {first} to {last}.</source>
        <translation>Eén staaf per dag, van {first} tot en met {last}.</translation>
    </message>
    <message>
        <source>One bar a week, from {first} to {last}.</source>
        <translation>Eén staaf per week, van {first} tot en met {last}.</translation>
    </message>
    <message>
        <source>One bar a month, from {first} to {last}.</source>
        <translation>Eén staaf per maand, van {first} tot en met {last}.</translation>
    </message>
    <message>
        <source>One bar a year, from {first} to {last}.</source>
        <translation>Eén staaf per jaar, van {first} tot en met {last}.</translation>
    </message>
    <message numerus="yes">
        <source>%n date(s) lie outside the picture.</source>
        <translation>
            <numerusform>%n datum valt buiten de tijdlijn.</numerusform>
            <numerusform>%n data vallen buiten de tijdlijn.</numerusform>
        </translation>
    </message>
    <message>
        <source>week {number}, {first} – {last}</source>
        <translation>week {number}, {first} – {last}</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Print message</source>
        <translation>Bericht afdrukken</translation>
    </message>
    <message>
        <source>First tick messages in the list, or open one.</source>
        <translation>Vink eerst berichten aan in de lijst, of open een bericht.</translation>
    </message>
</context>
<context>
    <name>WebView</name>
    <message>
        <source>Message</source>
        <translation>Bericht</translation>
    </message>
</context>
<context>
    <name>_Chip</name>
    <message>
        <source>Remove category {name}</source>
        <translation>Categorie {name} weghalen</translation>
    </message>
</context>
<context>
    <name>_Net</name>
    <message>
        <source>Griffielezer made a mistake. You can go on.

Please send this file to your administrator:
{path}</source>
        <translation>Griffielezer heeft een fout gemaakt. U kunt verder werken.

Stuur dit bestand naar uw beheerder:
{path}</translation>
    </message>
</context>
<context>
    <name>_View</name>
    <message>
        <source>Copy</source>
        <translation>Kopiëren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles selecteren</translation>
    </message>
</context>
<context>
    <name>agenda</name>
    <message>
        <source>past</source>
        <translation>voorbij</translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation>Zonder datum</translation>
    </message>
    <message>
        <source>to {day}</source>
        <translation>t/m {day}</translation>
    </message>
    <message>
        <source>week {number}</source>
        <translation>week {number}</translation>
    </message>
    <message>
        <source>HH:mm</source>
        <translation>HH.mm</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Uiterste datum</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Bijeenkomst</translation>
    </message>
    <message>
        <source>Date mentioned</source>
        <translation>Genoemde datum</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>niets</translation>
    </message>
    <message>
        <source>today</source>
        <translation>vandaag</translation>
    </message>
</context>
<context>
    <name>card</name>
    <message>
        <source>Words</source>
        <translation>Woorden</translation>
    </message>
    <message>
        <source>swimming pool</source>
        <translation>zwembad renovatie</translation>
    </message>
    <message>
        <source>messages with both words</source>
        <translation>berichten met beide woorden</translation>
    </message>
    <message>
        <source>&quot;action plan&quot;</source>
        <translation>&quot;plan van aanpak&quot;</translation>
    </message>
    <message>
        <source>exactly these words, in this order</source>
        <translation>precies deze woorden achter elkaar</translation>
    </message>
    <message>
        <source>district*</source>
        <translation>wijk*</translation>
    </message>
    <message>
        <source>words that begin so</source>
        <translation>woorden die zo beginnen</translation>
    </message>
    <message>
        <source>coucnil~</source>
        <translation>raatslid~</translation>
    </message>
    <message>
        <source>also when it is misspelt</source>
        <translation>ook als het verkeerd is gespeld</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Samen</translation>
    </message>
    <message>
        <source>view OR objection</source>
        <translation>zienswijze OF bedenkingen</translation>
    </message>
    <message>
        <source>one of both words, or both</source>
        <translation>een van beide woorden, of allebei</translation>
    </message>
    <message>
        <source>trees -felling</source>
        <translation>bomen -kap</translation>
    </message>
    <message>
        <source>the first word, without the second</source>
        <translation>wel het eerste woord, niet het tweede</translation>
    </message>
    <message>
        <source>bus AND (stop OR route)</source>
        <translation>bus EN (halte OF lijn)</translation>
    </message>
    <message>
        <source>first what is in brackets</source>
        <translation>eerst wat tussen haakjes staat</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Waar het staat</translation>
    </message>
    <message>
        <source>from:jansen</source>
        <translation>van:jansen</translation>
    </message>
    <message>
        <source>the sender</source>
        <translation>de afzender</translation>
    </message>
    <message>
        <source>to:clerk</source>
        <translation>aan:griffie</translation>
    </message>
    <message>
        <source>a recipient; cc: is someone in CC</source>
        <translation>een ontvanger; cc: is iemand in de CC</translation>
    </message>
    <message>
        <source>subject:motion</source>
        <translation>onderwerp:motie</translation>
    </message>
    <message>
        <source>only the subject; text: only the text</source>
        <translation>alleen het onderwerp; tekst: alleen de tekst</translation>
    </message>
    <message>
        <source>attachment:budget</source>
        <translation>bijlage:begroting</translation>
    </message>
    <message>
        <source>name and text of attachments</source>
        <translation>naam en tekst van bijlagen</translation>
    </message>
    <message>
        <source>category:&quot;Incoming document&quot;</source>
        <translation>categorie:&quot;Ingekomen stuk&quot;</translation>
    </message>
    <message>
        <source>a category</source>
        <translation>een categorie</translation>
    </message>
    <message>
        <source>folder:inbox</source>
        <translation>map:&quot;Postvak IN&quot;</translation>
    </message>
    <message>
        <source>a folder; mailbox: is a mailbox</source>
        <translation>een map; postvak: is een postvak</translation>
    </message>
    <message>
        <source>When, and what is asked</source>
        <translation>Wanneer, en wat er wordt gevraagd</translation>
    </message>
    <message>
        <source>date:2026-11</source>
        <translation>datum:11-2026</translation>
    </message>
    <message>
        <source>a month; also a year or a day</source>
        <translation>een maand; ook een jaar of een dag</translation>
    </message>
    <message>
        <source>date:&gt;2026-10-01</source>
        <translation>datum:&gt;1-10-2026</translation>
    </message>
    <message>
        <source>after a day</source>
        <translation>na een dag</translation>
    </message>
    <message>
        <source>date:lastweek</source>
        <translation>datum:vorigeweek</translation>
    </message>
    <message>
        <source>also today, thisweek, thismonth, thisyear</source>
        <translation>ook vandaag, dezeweek, dezemaand, ditjaar</translation>
    </message>
    <message>
        <source>has:action</source>
        <translation>heeft:actie</translation>
    </message>
    <message>
        <source>also has:attachment and has:deadline</source>
        <translation>ook heeft:bijlage en heeft:deadline</translation>
    </message>
    <message>
        <source>is:question</source>
        <translation>is:vraag</translation>
    </message>
    <message>
        <source>what you are asked to do; also is:invitation and is:consultation</source>
        <translation>wat u wordt gevraagd te doen; ook is:uitnodiging en is:zienswijze</translation>
    </message>
    <message>
        <source>deadline:&lt;2026-12-15</source>
        <translation>deadline:&lt;15-12-2026</translation>
    </message>
    <message>
        <source>to be done before a day</source>
        <translation>te doen vóór een dag</translation>
    </message>
    <message>
        <source>for:council</source>
        <translation>voor:raad</translation>
    </message>
    <message>
        <source>also for:clerk, for:executive and for:others</source>
        <translation>ook voor:griffie, voor:college en voor:anderen</translation>
    </message>
    <message>
        <source>is:listed</source>
        <translation>is:opdelijst</translation>
    </message>
    <message>
        <source>on the list of incoming documents; proposal: is the proposed settlement</source>
        <translation>op de lijst ingekomen stukken; afdoening: is het voorstel</translation>
    </message>
</context>
<context>
    <name>commands</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Bestand</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Zoeken</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>B&amp;ericht</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Bee&amp;ld</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Add export…</source>
        <translation>&amp;Export toevoegen…</translation>
    </message>
    <message>
        <source>Add &amp;folder…</source>
        <translation>&amp;Map toevoegen…</translation>
    </message>
    <message>
        <source>Choose fol&amp;ders…</source>
        <translation>Ma&amp;ppen kiezen…</translation>
    </message>
    <message>
        <source>&amp;Remove mailbox…</source>
        <translation>Postvak &amp;verwijderen…</translation>
    </message>
    <message>
        <source>Remove &amp;sample</source>
        <translation>V&amp;oorbeeld verwijderen</translation>
    </message>
    <message>
        <source>&amp;Print selection…</source>
        <translation>Selectie &amp;afdrukken…</translation>
    </message>
    <message>
        <source>Save selection as P&amp;DF…</source>
        <translation>Selectie opslaan als P&amp;DF…</translation>
    </message>
    <message>
        <source>Save &amp;judged action items…</source>
        <translation>&amp;Beoordeelde actiepunten opslaan…</translation>
    </message>
    <message>
        <source>Stop &amp;reading</source>
        <translation>&amp;Inlezen stoppen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Sluiten</translation>
    </message>
    <message>
        <source>Go to the search &amp;box</source>
        <translation>Naar het &amp;zoekvak</translation>
    </message>
    <message>
        <source>&amp;Clear search and filters</source>
        <translation>Zoekvak en filters &amp;leegmaken</translation>
    </message>
    <message>
        <source>&amp;How to search</source>
        <translation>&amp;Zo zoekt u</translation>
    </message>
    <message>
        <source>Clear search h&amp;istory</source>
        <translation>Zoekgesch&amp;iedenis wissen</translation>
    </message>
    <message>
        <source>Go to the &amp;filters</source>
        <translation>Naar de &amp;filters</translation>
    </message>
    <message>
        <source>Go to the &amp;list</source>
        <translation>Naar de l&amp;ijst</translation>
    </message>
    <message>
        <source>Go to the &amp;message</source>
        <translation>Naar het &amp;bericht</translation>
    </message>
    <message>
        <source>A&amp;genda of the list or the selection</source>
        <translation>A&amp;genda van de lijst of de selectie</translation>
    </message>
    <message>
        <source>Sort by &amp;date</source>
        <translation>Sorteren op &amp;datum</translation>
    </message>
    <message>
        <source>Sort by m&amp;atch</source>
        <translation>Sorteren op beste &amp;treffer</translation>
    </message>
    <message>
        <source>Count &amp;terms from…</source>
        <translation>&amp;Termijnen tellen vanaf…</translation>
    </message>
    <message>
        <source>&amp;Next message</source>
        <translation>&amp;Volgend bericht</translation>
    </message>
    <message>
        <source>&amp;Previous message</source>
        <translation>V&amp;orig bericht</translation>
    </message>
    <message>
        <source>Next &amp;action item</source>
        <translation>Volgend &amp;actiepunt</translation>
    </message>
    <message>
        <source>P&amp;revious action item</source>
        <translation>Vorig a&amp;ctiepunt</translation>
    </message>
    <message>
        <source>&amp;Mark the selection or a sentence as action item…</source>
        <translation>Selectie of zin &amp;markeren als actiepunt…</translation>
    </message>
    <message>
        <source>Go to the a&amp;ttachments</source>
        <translation>Naar de &amp;bijlagen</translation>
    </message>
    <message>
        <source>&amp;Back from an attached message</source>
        <translation>&amp;Terug uit een bijgevoegd bericht</translation>
    </message>
    <message>
        <source>&amp;Select or unselect message</source>
        <translation>Bericht &amp;selecteren of niet meer selecteren</translation>
    </message>
    <message>
        <source>Select a&amp;ll messages in the list</source>
        <translation>A&amp;lle berichten in de lijst selecteren</translation>
    </message>
    <message>
        <source>Select n&amp;othing</source>
        <translation>&amp;Niets selecteren</translation>
    </message>
    <message>
        <source>Put &amp;on the list of incoming documents, or take off</source>
        <translation>&amp;Op de lijst ingekomen stukken zetten, of eraf halen</translation>
    </message>
    <message>
        <source>Proposed settle&amp;ment…</source>
        <translation>Voorstel afdoe&amp;ning…</translation>
    </message>
    <message>
        <source>Own &amp;category…</source>
        <translation>Eigen &amp;categorie…</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>&amp;Grotere tekst</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>&amp;Kleinere tekst</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>&amp;Normale tekstgrootte</translation>
    </message>
    <message>
        <source>Li&amp;ght colours</source>
        <translation>&amp;Lichte kleuren</translation>
    </message>
    <message>
        <source>&amp;Dark colours</source>
        <translation>&amp;Donkere kleuren</translation>
    </message>
    <message>
        <source>Colours of the &amp;PC</source>
        <translation>Kleuren van de &amp;pc</translation>
    </message>
    <message>
        <source>Rules for &amp;action items…</source>
        <translation>Regels voor &amp;actiepunten…</translation>
    </message>
    <message>
        <source>&amp;Manual</source>
        <translation>Hand&amp;leiding</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>&amp;Toetsen</translation>
    </message>
    <message>
        <source>&amp;Problems of the last import…</source>
        <translation>&amp;Problemen bij het laatste inlezen…</translation>
    </message>
    <message>
        <source>&amp;About Griffielezer</source>
        <translation>&amp;Over Griffielezer</translation>
    </message>
    <message>
        <source>In the list: select the message; in the filters: tick</source>
        <translation>In de lijst: bericht selecteren; bij de filters: aanvinken</translation>
    </message>
    <message>
        <source>In the list: go into the message</source>
        <translation>In de lijst: naar het bericht gaan</translation>
    </message>
    <message>
        <source>In the list: select all messages</source>
        <translation>In de lijst: alle berichten selecteren</translation>
    </message>
    <message>
        <source>In the list: note something about the message or the selection</source>
        <translation>In de lijst: iets noteren bij het bericht of de selectie</translation>
    </message>
    <message>
        <source>In the agenda: select the date for the calendar</source>
        <translation>In de agenda: de datum selecteren om op te slaan</translation>
    </message>
    <message>
        <source>In the agenda: read the message at that place</source>
        <translation>In de agenda: het bericht lezen op die plaats</translation>
    </message>
    <message>
        <source>In the timeline: to the next bar; Enter goes to its dates</source>
        <translation>In de tijdlijn: naar de volgende staaf; Enter gaat naar de data</translation>
    </message>
    <message>
        <source>In the agenda: back to the list</source>
        <translation>In de agenda: terug naar de lijst</translation>
    </message>
    <message>
        <source>On an attachment: preview it</source>
        <translation>Op een bijlage: een voorbeeld bekijken</translation>
    </message>
    <message>
        <source>On an attachment: open it; an attached message is read here</source>
        <translation>Op een bijlage: openen; een bijgevoegd bericht leest u hier</translation>
    </message>
    <message>
        <source>On an attachment: all that can be done with it</source>
        <translation>Op een bijlage: alles wat u ermee kunt doen</translation>
    </message>
    <message>
        <source>On an action item: no action item, or one again</source>
        <translation>Op een actiepunt: geen actiepunt, of toch weer wel</translation>
    </message>
    <message>
        <source>On an action item: change its date, or for whom it is</source>
        <translation>Op een actiepunt: datum wijzigen, of voor wie het is</translation>
    </message>
    <message>
        <source>In the text: the menu of the action item that F4 went to</source>
        <translation>In de tekst: het menu van het actiepunt waar F4 heen ging</translation>
    </message>
    <message>
        <source>In an attached message: back to the one that holds it</source>
        <translation>In een bijgevoegd bericht: terug naar het bericht waar het in zit</translation>
    </message>
    <message>
        <source>In the search box: to what is offered, or to the list</source>
        <translation>In het zoekvak: naar de suggesties, of naar de lijst</translation>
    </message>
    <message>
        <source>In the empty search box: what you searched for before</source>
        <translation>In het lege zoekvak: wat u eerder zocht</translation>
    </message>
    <message>
        <source>In the search box: take what is offered</source>
        <translation>In het zoekvak: de suggestie overnemen</translation>
    </message>
    <message>
        <source>In the search box: empty it</source>
        <translation>In het zoekvak: leegmaken</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>Manual</source>
        <translation>Handleiding</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Toets</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Wat de toets doet</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Toetsen</translation>
    </message>
    <message>
        <source>Griffielezer {version}

Reads mailbox exports for the griffie. Nothing leaves this PC.

Licence: EUPL-1.2</source>
        <translation>Griffielezer {version}

Leest postvakexports voor de griffie. Niets verlaat deze pc.

Licentie: EUPL-1.2</translation>
    </message>
    <message>
        <source>About Griffielezer</source>
        <translation>Over Griffielezer</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>Open link</source>
        <translation>Link openen</translation>
    </message>
    <message>
        <source>This link in the message leads to:</source>
        <translation>Deze link in het bericht gaat naar:</translation>
    </message>
    <message>
        <source>Open it outside Griffielezer?</source>
        <translation>Wilt u de link buiten Griffielezer openen?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adres kopiëren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
</context>
<context>
    <name>nearness</name>
    <message>
        <source>overdue: {date}</source>
        <translation>verlopen: {date}</translation>
    </message>
    <message>
        <source>today at the latest</source>
        <translation>uiterlijk vandaag</translation>
    </message>
    <message>
        <source>tomorrow at the latest</source>
        <translation>uiterlijk morgen</translation>
    </message>
    <message>
        <source>before {date}</source>
        <translation>vóór {date}</translation>
    </message>
    <message>
        <source>meeting was {date}</source>
        <translation>bijeenkomst was {date}</translation>
    </message>
    <message>
        <source>{date} at the latest</source>
        <translation>uiterlijk {date}</translation>
    </message>
    <message>
        <source>meeting today</source>
        <translation>bijeenkomst vandaag</translation>
    </message>
    <message>
        <source>meeting tomorrow</source>
        <translation>bijeenkomst morgen</translation>
    </message>
    <message>
        <source>meeting {date}</source>
        <translation>bijeenkomst {date}</translation>
    </message>
</context>
<context>
    <name>query</name>
    <message>
        <source>the sender</source>
        <translation>de afzender</translation>
    </message>
    <message>
        <source>a recipient</source>
        <translation>een ontvanger</translation>
    </message>
    <message>
        <source>someone in CC</source>
        <translation>iemand in de CC</translation>
    </message>
    <message>
        <source>only the subject</source>
        <translation>alleen het onderwerp</translation>
    </message>
    <message>
        <source>only the text of the message</source>
        <translation>alleen de tekst van het bericht</translation>
    </message>
    <message>
        <source>name and text of attachments</source>
        <translation>naam en tekst van bijlagen</translation>
    </message>
    <message>
        <source>a category</source>
        <translation>een categorie</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>een map</translation>
    </message>
    <message>
        <source>a mailbox</source>
        <translation>een postvak</translation>
    </message>
    <message>
        <source>day, month or year</source>
        <translation>dag, maand of jaar</translation>
    </message>
    <message>
        <source>when something must be done</source>
        <translation>wanneer iets klaar moet zijn</translation>
    </message>
    <message>
        <source>for whom an action item is</source>
        <translation>voor wie een actiepunt is</translation>
    </message>
    <message>
        <source>a suggested category</source>
        <translation>een voorgestelde categorie</translation>
    </message>
    <message>
        <source>the proposed settlement</source>
        <translation>het voorstel afdoening</translation>
    </message>
    <message>
        <source>what is asked</source>
        <translation>wat er wordt gevraagd</translation>
    </message>
    <message>
        <source>with attachment, action or deadline</source>
        <translation>met bijlage, actie of deadline</translation>
    </message>
    <message>
        <source>all that you are asked to do</source>
        <translation>alles wat u wordt gevraagd te doen</translation>
    </message>
    <message>
        <source>on the list of incoming documents</source>
        <translation>op de lijst ingekomen stukken</translation>
    </message>
    <message>
        <source>at least one attachment</source>
        <translation>minstens één bijlage</translation>
    </message>
    <message>
        <source>at least one action item</source>
        <translation>minstens één actiepunt</translation>
    </message>
    <message>
        <source>an action item with a date</source>
        <translation>een actiepunt met een datum</translation>
    </message>
    <message>
        <source>the griffie</source>
        <translation>de griffie</translation>
    </message>
    <message>
        <source>the council and its members</source>
        <translation>de raad en zijn leden</translation>
    </message>
    <message>
        <source>the municipal executive</source>
        <translation>het college</translation>
    </message>
    <message>
        <source>others</source>
        <translation>anderen</translation>
    </message>
    <message>
        <source>on the list, still without proposal</source>
        <translation>op de lijst, nog zonder voorstel</translation>
    </message>
    <message>
        <source>a month; also a year or a day</source>
        <translation>een maand; ook een jaar of een dag</translation>
    </message>
    <message>
        <source>a month too</source>
        <translation>ook een maand</translation>
    </message>
    <message>
        <source>after this day</source>
        <translation>na deze dag</translation>
    </message>
    <message>
        <source>a period</source>
        <translation>een periode</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>week {number}</source>
        <translation>week {number}</translation>
    </message>
    <message>
        <source>(unknown sender)</source>
        <translation>(afzender onbekend)</translation>
    </message>
    <message>
        <source>{sender} (sample)</source>
        <translation>{sender} (voorbeeld)</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(geen onderwerp)</translation>
    </message>
    <message>
        <source>The griffie</source>
        <translation>Griffie</translation>
    </message>
    <message>
        <source>The council and its members</source>
        <translation>Raad en raadsleden</translation>
    </message>
    <message>
        <source>The municipal executive</source>
        <translation>College</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Anderen</translation>
    </message>
    <message>
        <source>Nobody named</source>
        <translation>Niet genoemd</translation>
    </message>
    <message>
        <source>griffie</source>
        <translation>griffie</translation>
    </message>
    <message>
        <source>council</source>
        <translation>raad</translation>
    </message>
    <message>
        <source>executive</source>
        <translation>college</translation>
    </message>
    <message>
        <source>for {names}</source>
        <translation>voor {names}</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Verlopen</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Deze week</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Deze maand</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>Meeting is over</source>
        <translation>Bijeenkomst geweest</translation>
    </message>
    <message>
        <source>Without a date</source>
        <translation>Zonder datum</translation>
    </message>
    <message>
        <source>{first} to {last}, also what is past already</source>
        <translation>{first} tot en met {last}, ook wat al voorbij is</translation>
    </message>
    <message>
        <source>before {date}, also when that was this week</source>
        <translation>vóór {date}, ook als dat deze week was</translation>
    </message>
    <message>
        <source>after this week and this month</source>
        <translation>na deze week en na deze maand</translation>
    </message>
    <message>
        <source>a meeting before {date}</source>
        <translation>een bijeenkomst vóór {date}</translation>
    </message>
    <message>
        <source>something is asked, without a date</source>
        <translation>er is een actiepunt, en bij geen enkel actiepunt staat een datum</translation>
    </message>
    <message>
        <source>Counted from today, {date}</source>
        <translation>Gerekend vanaf vandaag, {date}</translation>
    </message>
    <message>
        <source>Counted from {date} (newest message)</source>
        <translation>Gerekend vanaf {date} (nieuwste bericht)</translation>
    </message>
    <message>
        <source>Counted from {date} (chosen day)</source>
        <translation>Gerekend vanaf {date} (gekozen dag)</translation>
    </message>
    <message>
        <source>Heading that asks</source>
        <translation>Kop met oproep</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Verzoek</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>Uiterste datum</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Uitnodiging</translation>
    </message>
    <message>
        <source>Consultation</source>
        <translation>Zienswijze</translation>
    </message>
    <message>
        <source>Support a motion</source>
        <translation>Motie steunen</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>Doorgeleiden</translation>
    </message>
    <message>
        <source>Also in compounds</source>
        <translation>Ook in samenstellingen</translation>
    </message>
    <message>
        <source>for information</source>
        <translation>kennisname</translation>
    </message>
    <message>
        <source>executive settles</source>
        <translation>college handelt af</translation>
    </message>
    <message>
        <source>executive settles, copy to council</source>
        <translation>college handelt af, afschrift raad</translation>
    </message>
    <message>
        <source>executive advises</source>
        <translation>college adviseert</translation>
    </message>
    <message>
        <source>with agenda item</source>
        <translation>bij agendapunt</translation>
    </message>
    <message>
        <source>to committee</source>
        <translation>naar commissie</translation>
    </message>
    <message>
        <source>for discussion</source>
        <translation>bespreking</translation>
    </message>
    <message>
        <source>griffie settles</source>
        <translation>griffie handelt af</translation>
    </message>
    <message>
        <source>other settlement</source>
        <translation>anders</translation>
    </message>
    <message>
        <source>✓ on the list</source>
        <translation>✓ op de lijst</translation>
    </message>
    <message>
        <source>proposal: {name}</source>
        <translation>voorstel: {name}</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>geselecteerd</translation>
    </message>
    <message>
        <source>own category {name}</source>
        <translation>eigen categorie {name}</translation>
    </message>
    <message>
        <source>on the list of incoming documents</source>
        <translation>op de lijst ingekomen stukken</translation>
    </message>
    <message>
        <source>No action item</source>
        <translation>Geen actiepunt</translation>
    </message>
    <message>
        <source>Change date or for whom…</source>
        <translation>Datum of voor wie wijzigen…</translation>
    </message>
    <message>
        <source>Why is this an action item?</source>
        <translation>Waarom is dit een actiepunt?</translation>
    </message>
    <message>
        <source>Mark as action item</source>
        <translation>Markeer als actiepunt</translation>
    </message>
</context>
</TS>
