<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ActionPanel</name>
    <message numerus="yes">
        <source>%n rejected</source>
        <translation>
            <numerusform>%n rejected</numerusform>
            <numerusform>%n rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s) for council members</source>
        <translation>
            <numerusform>%n action item for council members</numerusform>
            <numerusform>%n action items for council members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s) for the griffie</source>
        <translation>
            <numerusform>%n action item for the griffie</numerusform>
            <numerusform>%n action items for the griffie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s)</source>
        <translation>
            <numerusform>%n action item</numerusform>
            <numerusform>%n action items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n action item(s) for council members</source>
        <translation>
            <numerusform>%n action item for council members</numerusform>
            <numerusform>%n action items for council members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s) for the griffie</source>
        <translation>
            <numerusform>%n action item for the griffie</numerusform>
            <numerusform>%n action items for the griffie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s) for the executive</source>
        <translation>
            <numerusform>%n action item for the executive</numerusform>
            <numerusform>%n action items for the executive</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action item(s)</source>
        <translation>
            <numerusform>%n action item</numerusform>
            <numerusform>%n action items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n attachment</numerusform>
            <numerusform>%n attachments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more date(s)</source>
        <translation>
            <numerusform>and %n more date</numerusform>
            <numerusform>and %n more dates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>meeting in %n day(s)</source>
        <translation>
            <numerusform>meeting in %n day</numerusform>
            <numerusform>meeting in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Agenda of %n selected message(s)</source>
        <translation>
            <numerusform>Agenda of %n selected message</numerusform>
            <numerusform>Agenda of %n selected messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Agenda of %n message(s)</source>
        <translation>
            <numerusform>Agenda of %n message</numerusform>
            <numerusform>Agenda of %n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deadline(s)</source>
        <translation>
            <numerusform>%n deadline</numerusform>
            <numerusform>%n deadlines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n meeting(s)</source>
        <translation>
            <numerusform>%n meeting</numerusform>
            <numerusform>%n meetings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n date(s) mentioned</source>
        <translation>
            <numerusform>%n date mentioned</numerusform>
            <numerusform>%n dates mentioned</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They do mention %n date(s).</source>
        <translation>
            <numerusform>They do mention %n date.</numerusform>
            <numerusform>They do mention %n dates.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message numerus="yes">
        <source>%n sentence(s) saved</source>
        <translation>
            <numerusform>%n sentence saved</numerusform>
            <numerusform>%n sentences saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapDialog</name>
    <message numerus="yes">
        <source>%n file(s) without folders will be added too</source>
        <translation>
            <numerusform>%n file without folders will be added too</numerusform>
            <numerusform>%n files without folders will be added too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Noting</name>
    <message numerus="yes">
        <source>%n selected message(s) put on the list</source>
        <translation>
            <numerusform>%n selected message put on the list</numerusform>
            <numerusform>%n selected messages put on the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) taken off the list</source>
        <translation>
            <numerusform>%n selected message taken off the list</numerusform>
            <numerusform>%n selected messages taken off the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) now have the proposal: {name}</source>
        <translation>
            <numerusform>%n selected message now has the proposal: {name}</numerusform>
            <numerusform>%n selected messages now have the proposal: {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) now have the category: {name}</source>
        <translation>
            <numerusform>%n selected message now has the category: {name}</numerusform>
            <numerusform>%n selected messages now have the category: {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected message(s) no longer have the category: {name}</source>
        <translation>
            <numerusform>%n selected message no longer has the category: {name}</numerusform>
            <numerusform>%n selected messages no longer have the category: {name}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message numerus="yes">
        <source>%n external picture(s) blocked</source>
        <translation>
            <numerusform>%n external picture blocked</numerusform>
            <numerusform>%n external pictures blocked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>%Ln message(s)</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) were there already</source>
        <translation>
            <numerusform>%n message was there already</numerusform>
            <numerusform>%n messages were there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%n date(s) lie outside the picture.</source>
        <translation>
            <numerusform>%n date lies outside the picture.</numerusform>
            <numerusform>%n dates lie outside the picture.</numerusform>
        </translation>
    </message>
</context>
</TS>
