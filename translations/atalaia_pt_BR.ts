<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>atalaia::ActionBar</name>
    <message>
        <source>Actions on this thread</source>
        <translation>Ações nesta conversa</translation>
    </message>
    <message>
        <source>Intervene</source>
        <translation>Intervir</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Assign to me</source>
        <translation>Assumir</translation>
    </message>
</context>
<context>
    <name>atalaia::ActionSet</name>
    <message>
        <source>Next thread</source>
        <translation>Próxima conversa</translation>
    </message>
    <message>
        <source>Go to the next row of the list</source>
        <translation>Ir para a próxima linha da lista</translation>
    </message>
    <message>
        <source>Previous thread</source>
        <translation>Conversa anterior</translation>
    </message>
    <message>
        <source>Go to the previous row of the list</source>
        <translation>Ir para a linha anterior da lista</translation>
    </message>
    <message>
        <source>Read the thread</source>
        <translation>Ler a conversa</translation>
    </message>
    <message>
        <source>Move to the conversation of the selected row</source>
        <translation>Ir para a conversa selecionada na lista</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmar</translation>
    </message>
    <message>
        <source>The flag is right: this breaks the policy</source>
        <translation>A sinalização procede: isto viola a política</translation>
    </message>
    <message>
        <source>Dismiss…</source>
        <translation>Descartar…</translation>
    </message>
    <message>
        <source>The flag is wrong or does not matter; give a reason</source>
        <translation>A sinalização não procede ou é irrelevante; informe o motivo</translation>
    </message>
    <message>
        <source>Escalate</source>
        <translation>Escalar</translation>
    </message>
    <message>
        <source>Hand the thread up to the data-protection manager</source>
        <translation>Encaminhar a conversa ao encarregado de dados</translation>
    </message>
    <message>
        <source>Take or release</source>
        <translation>Assumir ou devolver</translation>
    </message>
    <message>
        <source>Say that you work on this thread, or that you stopped</source>
        <translation>Indicar que você está cuidando desta conversa ou que deixou de cuidar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Take the latest step back</source>
        <translation>Desfazer o último passo</translation>
    </message>
    <message>
        <source>Message to the contact…</source>
        <translation>Mensagem ao contato…</translation>
    </message>
    <message>
        <source>Write to the contact through the gateway</source>
        <translation>Escrever ao contato pelo gateway</translation>
    </message>
    <message>
        <source>Delete for everyone…</source>
        <translation>Apagar para todos…</translation>
    </message>
    <message>
        <source>Delete the marked message on both phones; Atalaia keeps it</source>
        <translation>Apagar a mensagem selecionada nos dois celulares; o Atalaia a mantém</translation>
    </message>
    <message>
        <source>Suspend the line…</source>
        <translation>Suspender a linha…</translation>
    </message>
    <message>
        <source>Stop the line at the gateway until somebody resumes it</source>
        <translation>Parar a linha no gateway até que alguém a retome</translation>
    </message>
    <message>
        <source>Resume the line</source>
        <translation>Retomar a linha</translation>
    </message>
    <message>
        <source>Start the suspended line again</source>
        <translation>Reativar a linha suspensa</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Fila</translation>
    </message>
    <message>
        <source>Threads that nobody has decided</source>
        <translation>Conversas ainda sem decisão</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>Escaladas</translation>
    </message>
    <message>
        <source>Threads handed up to the data-protection manager</source>
        <translation>Conversas encaminhadas ao encarregado de dados</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Decididas</translation>
    </message>
    <message>
        <source>Threads that were confirmed or dismissed</source>
        <translation>Conversas confirmadas ou descartadas</translation>
    </message>
    <message>
        <source>Show the newest</source>
        <translation>Mostrar as mais novas</translation>
    </message>
    <message>
        <source>Put the threads that wait into the list</source>
        <translation>Incluir na lista as conversas que aguardam</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Narrow the list by agent, contact, category or line</source>
        <translation>Filtrar a lista por agente, contato, categoria ou linha</translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation>Todos os comandos…</translation>
    </message>
    <message>
        <source>Find a command by its name</source>
        <translation>Encontrar um comando pelo nome</translation>
    </message>
    <message>
        <source>Import a keyword list…</source>
        <translation>Importar lista de termos…</translation>
    </message>
    <message>
        <source>Bring in a keyword list from a CSV or text file</source>
        <translation>Trazer uma lista de termos de um arquivo CSV ou de texto</translation>
    </message>
    <message>
        <source>Gateway…</source>
        <translation>Gateway…</translation>
    </message>
    <message>
        <source>Address and key of the WhatsApp gateway</source>
        <translation>Endereço e chave do gateway de WhatsApp</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Claro ou escuro</translation>
    </message>
    <message>
        <source>Switch between the light and the dark look</source>
        <translation>Alternar entre a aparência clara e a escura</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Choose the language of the screens</source>
        <translation>Escolher o idioma das telas</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas de atalho</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Mostrar todas as teclas de atalho</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Close Atalaia</source>
        <translation>Fechar o Atalaia</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The language of these texts, short, as it stands on the button that changes it: en, pt_BR</extracomment>
        <translation>pt_BR</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Decidir</translation>
    </message>
    <message>
        <source>Intervene</source>
        <translation>Intervir</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listas</translation>
    </message>
    <message>
        <source>Atalaia</source>
        <translation>Atalaia</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Próxima ocorrência</translation>
    </message>
    <message>
        <source>Go to the next marked place of the conversation</source>
        <translation>Ir para o próximo trecho marcado da conversa</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Ocorrência anterior</translation>
    </message>
    <message>
        <source>Go to the previous marked place of the conversation</source>
        <translation>Ir para o trecho marcado anterior da conversa</translation>
    </message>
    <message>
        <source>Import exported chats…</source>
        <translation>Importar conversas exportadas…</translation>
    </message>
    <message>
        <source>Bring in chats that a phone exported, as .txt or .zip</source>
        <translation>Trazer conversas que um celular exportou, em .txt ou .zip</translation>
    </message>
    <message>
        <source>Block the contact…</source>
        <translation>Bloquear o contato…</translation>
    </message>
    <message>
        <source>The contact can no longer write to this line</source>
        <translation>O contato não pode mais escrever para esta linha</translation>
    </message>
    <message>
        <source>Unblock the contact…</source>
        <translation>Desbloquear o contato…</translation>
    </message>
    <message>
        <source>Let the contact write to this line again</source>
        <translation>Deixar o contato escrever de novo para esta linha</translation>
    </message>
    <message>
        <source>Lines and gaps…</source>
        <translation>Linhas e lacunas…</translation>
    </message>
    <message>
        <source>How each line is, and what was or may have been missed</source>
        <translation>Como está cada linha e o que se perdeu ou pode ter se perdido</translation>
    </message>
</context>
<context>
    <name>atalaia::BubbleView</name>
    <message>
        <source>Conversation</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Loading earlier messages…</source>
        <translation>Carregando mensagens anteriores…</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Resposta</translation>
    </message>
    <message>
        <source>to a message that is not loaded</source>
        <translation>a uma mensagem que não está carregada</translation>
    </message>
</context>
<context>
    <name>atalaia::BubbleWords</name>
    <message>
        <source>First version not captured</source>
        <translation>Primeira versão não capturada</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No text was captured</source>
        <translation>Nenhum texto capturado</translation>
    </message>
    <message>
        <source>Cut here; copy the bubble for all %1 characters</source>
        <translation>Cortado aqui; copie o balão para ter todos os %1 caracteres</translation>
    </message>
    <message>
        <source>Show all %1 characters</source>
        <translation>Mostrar todos os %1 caracteres</translation>
    </message>
    <message>
        <source>edited %1 · earlier:</source>
        <extracomment>%1 is a time; the text before that edit follows on the next line</extracomment>
        <translation>editada às %1 · antes:</translation>
    </message>
</context>
<context>
    <name>atalaia::ChatImportDialog</name>
    <message>
        <source>Choose exported chats</source>
        <translation>Escolher conversas exportadas</translation>
    </message>
    <message>
        <source>Exported chats (*.txt *.zip)</source>
        <translation>Conversas exportadas (*.txt *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Import exported chats</source>
        <translation>Importar conversas exportadas</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>Lendo %1…</translation>
    </message>
    <message>
        <source>Reading the file again…</source>
        <translation>Lendo o arquivo de novo…</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 a %2</translation>
    </message>
    <message>
        <source>%1 · detected</source>
        <translation>%1 · detectado</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n message(s)</source>
        <translation>
            <numerusform>%1 · %n mensagem</numerusform>
            <numerusform>%1 · %n mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>WhatsApp</source>
        <translation>WhatsApp</translation>
    </message>
    <message>
        <source>%1
Details: %2</source>
        <extracomment>%1 a sentence, %2 the technical reason</extracomment>
        <translation>%1
Detalhes: %2</translation>
    </message>
    <message>
        <source>Storing and checking the messages…</source>
        <translation>Guardando e verificando as mensagens…</translation>
    </message>
    <message>
        <source>The import ended early. %1 What was stored before is kept; importing the file again goes on from there.</source>
        <translation>A importação terminou antes do fim. %1 O que já foi guardado fica; importar o arquivo de novo continua daí.</translation>
    </message>
    <message numerus="yes">
        <source>%1 new, %2 already known · %n flag(s) raised</source>
        <translation>
            <numerusform>%1 novas, %2 já conhecidas · %n sinalização</numerusform>
            <numerusform>%1 novas, %2 já conhecidas · %n sinalizações</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: %1. Importing the file again goes on from there.</source>
        <translation>Interrompido: %1. Importar o arquivo de novo continua daí.</translation>
    </message>
    <message>
        <source>Stored: %1.</source>
        <translation>Guardado: %1.</translation>
    </message>
    <message>
        <source>Give the chat a name.</source>
        <translation>Dê um nome à conversa.</translation>
    </message>
    <message>
        <source>Say who speaks for the company.</source>
        <translation>Diga quem fala pela empresa.</translation>
    </message>
    <message>
        <source>Give the number or the agent.</source>
        <translation>Informe o número ou o atendente.</translation>
    </message>
    <message>
        <source>Choose the time zone.</source>
        <translation>Escolha o fuso horário.</translation>
    </message>
    <message>
        <source>Nothing is stored before you press Import.</source>
        <translation>Nada é guardado antes de você clicar em Importar.</translation>
    </message>
    <message numerus="yes">
        <source>Import %n message(s)</source>
        <translation>
            <numerusform>Importar %n mensagem</numerusform>
            <numerusform>Importar %n mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message>
        <source>Drop exported chats here</source>
        <translation>Solte aqui conversas exportadas</translation>
    </message>
    <message>
        <source>On the phone, open the chat and choose “Export chat”. WhatsApp makes a .txt file, or a .zip with the media; both can be imported, and the same chat as often as you like.</source>
        <translation>No celular, abra a conversa e escolha “Exportar conversa”. O WhatsApp faz um arquivo .txt, ou um .zip com as mídias; os dois podem ser importados, e a mesma conversa quantas vezes você quiser.</translation>
    </message>
    <message>
        <source>path of a .txt or .zip, then Enter</source>
        <translation>caminho de um .txt ou .zip, depois Enter</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Escolher arquivos</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Andamento</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>WHAT WAS FOUND</source>
        <translation>O QUE FOI ENCONTRADO</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nome da conversa</translation>
    </message>
    <message>
        <source>&amp;Chat</source>
        <translation>&amp;Conversa</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>From, to</source>
        <translation>De, até</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Escrito por</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Mídias</translation>
    </message>
    <message>
        <source>Order of day and month</source>
        <translation>Ordem de dia e mês</translation>
    </message>
    <message>
        <source>&amp;Dates</source>
        <translation>&amp;Datas</translation>
    </message>
    <message>
        <source>WHAT THE FILE DOES NOT SAY</source>
        <translation>O QUE O ARQUIVO NÃO DIZ</translation>
    </message>
    <message>
        <source>Who speaks for the company</source>
        <translation>Quem fala pela empresa</translation>
    </message>
    <message>
        <source>Check everybody in the chat who speaks for the company.</source>
        <translation>Marque todos na conversa que falam pela empresa.</translation>
    </message>
    <message>
        <source>&amp;Who speaks for the company</source>
        <translation>&amp;Quem fala pela empresa</translation>
    </message>
    <message>
        <source>Number or agent of the company</source>
        <translation>Número ou atendente da empresa</translation>
    </message>
    <message>
        <source>&amp;Number or agent</source>
        <translation>&amp;Número ou atendente</translation>
    </message>
    <message>
        <source>Time zone of the phone</source>
        <translation>Fuso horário do celular</translation>
    </message>
    <message>
        <source>&amp;Time zone</source>
        <translation>&amp;Fuso horário</translation>
    </message>
    <message>
        <source>THE FIRST MESSAGES</source>
        <translation>AS PRIMEIRAS MENSAGENS</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>The first messages</source>
        <translation>As primeiras mensagens</translation>
    </message>
    <message>
        <source>Show flagged threads</source>
        <translation>Mostrar conversas sinalizadas</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>Próximo arquivo</translation>
    </message>
    <message>
        <source>%1 in all · from WhatsApp itself: %2 · edited: %3 · deleted before the export: %4</source>
        <translation>%1 ao todo · do próprio WhatsApp: %2 · editadas: %3 · apagadas antes da exportação: %4</translation>
    </message>
    <message>
        <source>Found: %1 · missing: %2 · left out by the phone: %3</source>
        <translation>Encontradas: %1 · faltando: %2 · omitidas pelo celular: %3</translation>
    </message>
    <message>
        <source>Named: %1, none in a text file · left out by the phone: %2</source>
        <translation>Citadas: %1, nenhuma num arquivo de texto · omitidas pelo celular: %2</translation>
    </message>
</context>
<context>
    <name>atalaia::ChatImportWords</name>
    <message>
        <source>Day, month, year</source>
        <translation>Dia, mês, ano</translation>
    </message>
    <message>
        <source>Month, day, year</source>
        <translation>Mês, dia, ano</translation>
    </message>
    <message>
        <source>Year, month, day</source>
        <translation>Ano, mês, dia</translation>
    </message>
    <message>
        <source>The file prints the year first: %1.</source>
        <translation>O arquivo traz o ano primeiro: %1.</translation>
    </message>
    <message>
        <source>%1 can be read in no other way: there is no month above 12.</source>
        <translation>%1 não pode ser lido de outro modo: não há mês acima de 12.</translation>
    </message>
    <message>
        <source>Read otherwise, the chat would jump back by years at %1.</source>
        <translation>Lida de outro modo, a conversa voltaria anos em %1.</translation>
    </message>
    <message>
        <source>Read otherwise, the chat would go back in time at %1.</source>
        <translation>Lida de outro modo, a conversa voltaria no tempo em %1.</translation>
    </message>
    <message>
        <source>Read otherwise, the chat would go back in time more often. Check the dates below.</source>
        <translation>Lida de outro modo, a conversa voltaria no tempo mais vezes. Confira as datas abaixo.</translation>
    </message>
    <message>
        <source>Days change more often than months; the file says no more. Check the dates below.</source>
        <translation>Dias mudam mais que meses; o arquivo não diz mais que isso. Confira as datas abaixo.</translation>
    </message>
    <message>
        <source>Nothing in the file says it. Check the dates below.</source>
        <translation>Nada no arquivo o diz. Confira as datas abaixo.</translation>
    </message>
    <message>
        <source>Chosen by you.</source>
        <translation>Escolhido por você.</translation>
    </message>
    <message>
        <source>iPhone</source>
        <translation>iPhone</translation>
    </message>
    <message>
        <source>Android</source>
        <translation>Android</translation>
    </message>
    <message>
        <source>Another program</source>
        <translation>Outro programa</translation>
    </message>
    <message>
        <source>12-hour clock</source>
        <translation>relógio de 12 horas</translation>
    </message>
    <message>
        <source>24-hour clock</source>
        <translation>relógio de 24 horas</translation>
    </message>
    <message>
        <source>with seconds</source>
        <translation>com segundos</translation>
    </message>
    <message>
        <source>without seconds</source>
        <translation>sem segundos</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <extracomment>%1 which phone wrote the file, %2 its clock, %3 how exact the times are</extracomment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>The beginning may be missing: the file does not start as a chat does, and WhatsApp leaves out what is too long ago.</source>
        <translation>O começo pode faltar: o arquivo não começa como uma conversa começa, e o WhatsApp omite o que é antigo demais.</translation>
    </message>
    <message>
        <source>Day and month cannot be told apart for certain.</source>
        <translation>Não é certo qual é o dia e qual é o mês.</translation>
    </message>
    <message numerus="yes">
        <source>%n date(s) do not exist in this order and were read in another.</source>
        <translation>
            <numerusform>%n data não existe nesta ordem e foi lida em outra.</numerusform>
            <numerusform>%n datas não existem nesta ordem e foram lidas em outra.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) begin like a message but are written unlike the others: perhaps quoted text.</source>
        <translation>
            <numerusform>%n linha começa como uma mensagem, mas está escrita de outro modo: talvez um texto citado.</numerusform>
            <numerusform>%n linhas começam como uma mensagem, mas estão escritas de outro modo: talvez um texto citado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) stand after one with a later time.</source>
        <translation>
            <numerusform>%n mensagem está depois de uma com hora posterior.</numerusform>
            <numerusform>%n mensagens estão depois de uma com hora posterior.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) before the first message belong to nobody and are left out.</source>
        <translation>
            <numerusform>%n linha antes da primeira mensagem não é de ninguém e fica de fora.</numerusform>
            <numerusform>%n linhas antes da primeira mensagem não são de ninguém e ficam de fora.</numerusform>
        </translation>
    </message>
    <message>
        <source>Some characters are damaged and were replaced.</source>
        <translation>Alguns caracteres estão danificados e foram substituídos.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are longer than WhatsApp allows and are cut.</source>
        <translation>
            <numerusform>%n mensagem é mais longa que o WhatsApp permite e foi cortada.</numerusform>
            <numerusform>%n mensagens são mais longas que o WhatsApp permite e foram cortadas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The file was renamed: check the name of the chat. A longer export must have the same name to be recognised.</source>
        <translation>O arquivo foi renomeado: confira o nome da conversa. Uma exportação mais longa precisa ter o mesmo nome para ser reconhecida.</translation>
    </message>
    <message>
        <source>%1 (edited)</source>
        <extracomment>%1 the text of a message</extracomment>
        <translation>%1 (editada)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 name of a file, %2 what was written with it</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Media left out of the export</source>
        <translation>Mídia omitida na exportação</translation>
    </message>
    <message>
        <source>Deleted before the export</source>
        <translation>Apagada antes da exportação</translation>
    </message>
    <message>
        <source>Empty: a call, or seen once</source>
        <translation>Vazia: uma ligação, ou visualização única</translation>
    </message>
    <message>
        <source>The file could not be read. Nothing was changed.</source>
        <translation>O arquivo não pôde ser lido. Nada foi alterado.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Interrompido. Nada foi alterado.</translation>
    </message>
    <message>
        <source>This is not an exported chat that can be read: it must be the .txt or .zip that WhatsApp makes. Nothing was changed.</source>
        <translation>Esta não é uma conversa exportada que possa ser lida: deve ser o .txt ou .zip que o WhatsApp faz. Nada foi alterado.</translation>
    </message>
    <message>
        <source>somebody</source>
        <extracomment>In the place of a person&apos;s name that is not known</extracomment>
        <translation>alguém</translation>
    </message>
    <message>
        <source>An import of this very file was begun on %1 by %2 and did not reach its end: importing it again goes on from there.</source>
        <extracomment>%1 date and time, %2 a person</extracomment>
        <translation>Uma importação deste mesmo arquivo foi iniciada em %1 por %2 e não chegou ao fim: importar de novo continua dali.</translation>
    </message>
    <message numerus="yes">
        <source>This very file was already imported on %1 by %2: %Ln new.</source>
        <extracomment>%1 date and time, %2 a person; the number is of messages</extracomment>
        <translation>
            <numerusform>Este mesmo arquivo já foi importado em %1 por %2: %Ln nova.</numerusform>
            <numerusform>Este mesmo arquivo já foi importado em %1 por %2: %Ln novas.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>O que você quer fazer?</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Encontrar um comando</translation>
    </message>
    <message>
        <source>%1, key %2</source>
        <translation>%1, tecla %2</translation>
    </message>
</context>
<context>
    <name>atalaia::ComposePanel</name>
    <message>
        <source>Message to the contact</source>
        <translation>Mensagem ao contato</translation>
    </message>
    <message>
        <source>What the contact will read, from this line&apos;s number</source>
        <translation>O que o contato vai ler, enviado do número desta linha</translation>
    </message>
    <message>
        <source>Send in %1 s</source>
        <translation>Enviar em %1 s</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Close, keep draft</source>
        <translation>Fechar e guardar rascunho</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Message to %1</source>
        <translation>Mensagem para %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 a mais</translation>
    </message>
</context>
<context>
    <name>atalaia::ConfirmStrip</name>
    <message>
        <source>Keep as it is</source>
        <translation>Deixar como está</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>atalaia::CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
</context>
<context>
    <name>atalaia::DialogParts</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>atalaia::ErrorBanner</name>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
</context>
<context>
    <name>atalaia::ErrorWords</name>
    <message>
        <source>This does not have the expected form.</source>
        <translation>Isto não está no formato esperado.</translation>
    </message>
    <message>
        <source>This does not exist any more.</source>
        <translation>Isto não existe mais.</translation>
    </message>
    <message>
        <source>Somebody else was faster. Look at the thread again before you decide.</source>
        <translation>Alguém foi mais rápido. Veja a conversa de novo antes de decidir.</translation>
    </message>
    <message>
        <source>The gateway does not answer. Atalaia keeps trying.</source>
        <translation>O gateway não responde. O Atalaia continua tentando.</translation>
    </message>
    <message>
        <source>The gateway refused.</source>
        <translation>O gateway recusou.</translation>
    </message>
    <message>
        <source>This gateway cannot do that.</source>
        <translation>Este gateway não oferece essa função.</translation>
    </message>
    <message>
        <source>The store could not be read or written. Nothing that was saved is lost.</source>
        <translation>Não foi possível ler ou gravar a base de dados. Nada do que já estava salvo se perdeu.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space; Atalaia continues by itself and fetches what it missed.</source>
        <translation>O disco está cheio. Libere espaço; o Atalaia continua sozinho e busca o que ficou faltando.</translation>
    </message>
    <message>
        <source>This store was made by a newer version of Atalaia. Update Atalaia to open it; nothing was changed.</source>
        <translation>Esta base de dados foi criada por uma versão mais nova do Atalaia. Atualize o Atalaia para abri-la; nada foi alterado.</translation>
    </message>
    <message>
        <source>Another Atalaia is using this store. Close it first.</source>
        <translation>Outro Atalaia está usando esta base de dados. Feche-o primeiro.</translation>
    </message>
    <message>
        <source>This term cannot be used.</source>
        <translation>Este termo não pode ser usado.</translation>
    </message>
    <message>
        <source>This computer has no keyring service. The key is kept until Atalaia closes.</source>
        <translation>Este computador não tem chaveiro do sistema. A chave fica guardada até o Atalaia ser fechado.</translation>
    </message>
    <message>
        <source>The keyring is locked. Unlock it and try again.</source>
        <translation>O chaveiro do sistema está bloqueado. Desbloqueie-o e tente de novo.</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Desfeito.</translation>
    </message>
    <message>
        <source>Something went wrong inside Atalaia.</source>
        <translation>Algo deu errado dentro do Atalaia.</translation>
    </message>
    <message>
        <source>The gateway refused the key. Check it in the gateway&apos;s settings.</source>
        <translation>O gateway recusou a chave. Confira-a nas configurações do gateway.</translation>
    </message>
</context>
<context>
    <name>atalaia::ExplanationWords</name>
    <message>
        <source>Personal advances</source>
        <translation>Investidas pessoais</translation>
    </message>
    <message>
        <source>Wrote again after the customer said no</source>
        <translation>Voltou a escrever depois que o cliente disse não</translation>
    </message>
    <message>
        <source>First contact without relationship or consent</source>
        <translation>Primeiro contato sem relação nem consentimento</translation>
    </message>
    <message>
        <source>The same text to many new contacts</source>
        <translation>O mesmo texto para muitos contatos novos</translation>
    </message>
    <message>
        <source>Written outside working hours</source>
        <translation>Escrito fora do horário de trabalho</translation>
    </message>
    <message>
        <source>The agent did not say who they are</source>
        <translation>O agente não disse quem é</translation>
    </message>
    <message>
        <source>The customer was not told of the monitoring</source>
        <translation>O cliente não foi avisado do monitoramento</translation>
    </message>
    <message>
        <source>Personal data in the chat</source>
        <translation>Dados pessoais na conversa</translation>
    </message>
    <message>
        <source>Asked for a password or code</source>
        <translation>Pediu uma senha ou um código</translation>
    </message>
    <message>
        <source>Used the customer&apos;s password or code</source>
        <translation>Usou a senha ou o código do cliente</translation>
    </message>
    <message>
        <source>Payment card in the chat</source>
        <translation>Cartão de pagamento na conversa</translation>
    </message>
    <message>
        <source>Moves the customer off the channel</source>
        <translation>Leva o cliente para fora do canal</translation>
    </message>
    <message>
        <source>Ticket through the forbidden channel</source>
        <translation>Chamado pelo canal proibido</translation>
    </message>
    <message>
        <source>Discourtesy towards the customer</source>
        <translation>Descortesia com o cliente</translation>
    </message>
    <message>
        <source>The customer abuses the agent</source>
        <translation>O cliente ofende o agente</translation>
    </message>
    <message>
        <source>Bribery or a favour for money</source>
        <translation>Suborno ou favor em troca de dinheiro</translation>
    </message>
    <message>
        <source>A story about where the data comes from</source>
        <translation>Uma história sobre a origem dos dados</translation>
    </message>
    <message>
        <source>The customer announces a complaint</source>
        <translation>O cliente anuncia uma reclamação</translation>
    </message>
    <message>
        <source>Provokes a customer who complains</source>
        <translation>Provoca um cliente que reclama</translation>
    </message>
    <message>
        <source>Threat</source>
        <translation>Ameaça</translation>
    </message>
    <message>
        <source>Discrimination</source>
        <translation>Discriminação</translation>
    </message>
    <message>
        <source>The customer is a minor</source>
        <translation>O cliente é menor de idade</translation>
    </message>
    <message>
        <source>The customer makes a demand about personal data</source>
        <translation>O cliente faz um pedido sobre dados pessoais</translation>
    </message>
    <message>
        <source>Refuses a demand about personal data</source>
        <translation>Recusa um pedido sobre dados pessoais</translation>
    </message>
    <message>
        <source>Sign of a data incident</source>
        <translation>Sinal de incidente com dados</translation>
    </message>
    <message>
        <source>Answered late</source>
        <translation>Respondeu tarde</translation>
    </message>
    <message>
        <source>Changed or deleted what was written</source>
        <translation>Alterou ou apagou o que escreveu</translation>
    </message>
    <message>
        <source>Private conversation in working time</source>
        <translation>Conversa particular no horário de trabalho</translation>
    </message>
    <message>
        <source>It was not said in the first messages</source>
        <translation>Não foi dito nas primeiras mensagens</translation>
    </message>
    <message>
        <source>A request was not answered as it must be</source>
        <translation>Um pedido não foi respondido como deve ser</translation>
    </message>
    <message>
        <source>Several signs together</source>
        <translation>Vários sinais juntos</translation>
    </message>
    <message>
        <source>The customer had objected to being contacted</source>
        <translation>O cliente tinha se oposto a ser contatado</translation>
    </message>
    <message>
        <source>The agent wrote first</source>
        <translation>O agente escreveu primeiro</translation>
    </message>
    <message>
        <source>Sent to many people alike</source>
        <translation>Enviado igual a muitas pessoas</translation>
    </message>
    <message>
        <source>The time is outside working hours</source>
        <translation>A hora está fora do horário de trabalho</translation>
    </message>
    <message>
        <source>Edited or deleted afterwards</source>
        <translation>Editado ou apagado depois</translation>
    </message>
    <message>
        <source>The first answer came late</source>
        <translation>A primeira resposta demorou</translation>
    </message>
    <message>
        <source>A long talk without business in it</source>
        <translation>Uma conversa longa sem assunto de trabalho</translation>
    </message>
    <message>
        <source>It was said here</source>
        <translation>Foi dito aqui</translation>
    </message>
    <message>
        <source>a question</source>
        <translation>uma pergunta</translation>
    </message>
    <message>
        <source>an amount of money</source>
        <translation>um valor em dinheiro</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>um número</translation>
    </message>
    <message>
        <source>the number of a payment card</source>
        <translation>o número de um cartão de pagamento</translation>
    </message>
    <message>
        <source>the code on the back of a card</source>
        <translation>o código do verso de um cartão</translation>
    </message>
    <message>
        <source>a password</source>
        <translation>uma senha</translation>
    </message>
    <message>
        <source>a code for one use</source>
        <translation>um código de uso único</translation>
    </message>
    <message>
        <source>the number of a passport</source>
        <translation>o número de um passaporte</translation>
    </message>
    <message>
        <source>a phone number</source>
        <translation>um número de telefone</translation>
    </message>
    <message>
        <source>a phone number of the company</source>
        <translation>um telefone da empresa</translation>
    </message>
    <message>
        <source>a phone number that is not the company&apos;s</source>
        <translation>um telefone que não é da empresa</translation>
    </message>
    <message>
        <source>an e-mail address</source>
        <translation>um endereço de e-mail</translation>
    </message>
    <message>
        <source>an e-mail address of the company</source>
        <translation>um e-mail da empresa</translation>
    </message>
    <message>
        <source>an e-mail address that is not the company&apos;s</source>
        <translation>um e-mail que não é da empresa</translation>
    </message>
    <message>
        <source>an account that is not the company&apos;s</source>
        <translation>uma conta que não é da empresa</translation>
    </message>
    <message>
        <source>the name of the agent</source>
        <translation>o nome do agente</translation>
    </message>
    <message>
        <source>a link to another chat</source>
        <translation>um link para outra conversa</translation>
    </message>
    <message>
        <source>capital letters throughout</source>
        <translation>tudo em letras maiúsculas</translation>
    </message>
    <message>
        <source>threatening emoji</source>
        <translation>emojis de ameaça</translation>
    </message>
    <message>
        <source>suggestive emoji</source>
        <translation>emojis insinuantes</translation>
    </message>
    <message>
        <source>the number of a court case</source>
        <translation>o número de um processo judicial</translation>
    </message>
    <message>
        <source>a bank account</source>
        <translation>uma conta bancária</translation>
    </message>
    <message>
        <source>a PIX key</source>
        <translation>uma chave PIX</translation>
    </message>
    <message>
        <source>an objection</source>
        <translation>uma oposição</translation>
    </message>
    <message>
        <source>the notice of monitoring</source>
        <translation>o aviso de monitoramento</translation>
    </message>
    <message>
        <source>who the agent is</source>
        <translation>quem é o agente</translation>
    </message>
    <message>
        <source>a consent</source>
        <translation>um consentimento</translation>
    </message>
    <message>
        <source>a complaint</source>
        <translation>uma reclamação</translation>
    </message>
    <message>
        <source>a personal advance</source>
        <translation>uma investida pessoal</translation>
    </message>
    <message>
        <source>a demand about personal data</source>
        <translation>um pedido sobre dados pessoais</translation>
    </message>
    <message>
        <source>The customer is known to the company</source>
        <translation>O cliente já tem relação com a empresa</translation>
    </message>
    <message>
        <source>The customer has no relationship with the company</source>
        <translation>O cliente não tem relação com a empresa</translation>
    </message>
    <message>
        <source>The customer has objected</source>
        <translation>O cliente se opôs</translation>
    </message>
    <message>
        <source>in chat spelling</source>
        <translation>em grafia de chat</translation>
    </message>
    <message>
        <source>in disguise</source>
        <translation>disfarçado</translation>
    </message>
    <message>
        <source>Recognised: %1</source>
        <translation>Reconhecido: %1</translation>
    </message>
    <message>
        <source>Recognised: %1, %2</source>
        <extracomment>%1 what it is (&quot;a phone number&quot;), %2 its masked digits</extracomment>
        <translation>Reconhecido: %1, %2</translation>
    </message>
    <message>
        <source>Found: words of a form that the rule describes</source>
        <translation>Encontrado: palavras na forma que a regra descreve</translation>
    </message>
    <message>
        <source>Found: “%1”</source>
        <translation>Encontrado: “%1”</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 &quot;Found: ...&quot;, %2 how it was written: &quot;in disguise&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>… with at most %n words between</source>
        <translation>
            <numerusform>… com no máximo %n palavra entre eles</numerusform>
            <numerusform>… com no máximo %n palavras entre eles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… in this order, with at most %n words between</source>
        <translation>
            <numerusform>… nesta ordem, com no máximo %n palavra entre eles</numerusform>
            <numerusform>… nesta ordem, com no máximo %n palavras entre eles</numerusform>
        </translation>
    </message>
    <message>
        <source>… together in what was written</source>
        <translation>… juntos no que foi escrito</translation>
    </message>
    <message>
        <source>… as often as the rule asks for</source>
        <translation>… tantas vezes quanto a regra pede</translation>
    </message>
    <message>
        <source>The company&apos;s profile asks for it</source>
        <translation>O perfil da empresa exige isso</translation>
    </message>
    <message>
        <source>It is the first message of who wrote it</source>
        <translation>É a primeira mensagem de quem a escreveu</translation>
    </message>
    <message>
        <source>Said in the same message: %1</source>
        <translation>Dito na mesma mensagem: %1</translation>
    </message>
    <message>
        <source>Said before: %1</source>
        <translation>Dito antes: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n exceptions were checked, none applies</source>
        <translation>
            <numerusform>%n exceção foi verificada e não se aplica</numerusform>
            <numerusform>%n exceções foram verificadas, nenhuma se aplica</numerusform>
        </translation>
    </message>
    <message>
        <source>The deadline has passed</source>
        <translation>O prazo venceu</translation>
    </message>
    <message>
        <source>written backwards</source>
        <translation>escrito de trás para frente</translation>
    </message>
    <message>
        <source>More severe than usual</source>
        <translation>Mais grave que o normal</translation>
    </message>
    <message>
        <source>More severe: %1</source>
        <translation>Mais grave: %1</translation>
    </message>
</context>
<context>
    <name>atalaia::FactsPane</name>
    <message>
        <source>Facts</source>
        <translation>Fatos</translation>
    </message>
</context>
<context>
    <name>atalaia::FactsWords</name>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 is a day such as &quot;Tue 18 Nov&quot;, %2 a time</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>In an earlier message, found %1</source>
        <translation>Em uma mensagem anterior, encontrada em %1</translation>
    </message>
    <message>
        <source>In the contact&apos;s message of %1, before it was edited</source>
        <translation>Na mensagem do contato de %1, antes de ser editada</translation>
    </message>
    <message>
        <source>In the contact&apos;s message of %1</source>
        <translation>Na mensagem do contato de %1</translation>
    </message>
    <message>
        <source>In the agent&apos;s message of %1, before it was edited</source>
        <translation>Na mensagem do agente de %1, antes de ser editada</translation>
    </message>
    <message>
        <source>In the agent&apos;s message of %1</source>
        <translation>Na mensagem do agente de %1</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <extracomment>state, who ordered it, when</extracomment>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Show in thread</source>
        <translation>Mostrar na conversa</translation>
    </message>
    <message>
        <source>Contact objected</source>
        <translation>Contato se opôs</translation>
    </message>
    <message>
        <source>No objection seen</source>
        <translation>Nenhuma oposição vista</translation>
    </message>
    <message>
        <source>Notice of monitoring given</source>
        <translation>Aviso de monitoramento dado</translation>
    </message>
    <message>
        <source>No notice of monitoring seen</source>
        <translation>Nenhum aviso de monitoramento visto</translation>
    </message>
    <message>
        <source>Agent identified</source>
        <translation>Agente se identificou</translation>
    </message>
    <message>
        <source>No identification seen</source>
        <translation>Nenhuma identificação vista</translation>
    </message>
    <message>
        <source>on</source>
        <extracomment>State of a lamp, spoken</extracomment>
        <translation>aceso</translation>
    </message>
    <message>
        <source>off</source>
        <translation>apagado</translation>
    </message>
    <message>
        <source>Show the proof: %1</source>
        <translation>Mostrar a prova: %1</translation>
    </message>
    <message>
        <source>WHY</source>
        <extracomment>Heading: why this thread is flagged</extracomment>
        <translation>POR QUÊ</translation>
    </message>
    <message>
        <source>earlier hits not shown here: %1</source>
        <translation>ocorrências anteriores não mostradas aqui: %1</translation>
    </message>
    <message>
        <source>LAMPS</source>
        <extracomment>Heading: signs to look for in a thread, each on or off</extracomment>
        <translation>INDICADORES</translation>
    </message>
    <message>
        <source>INTERVENTIONS</source>
        <translation>INTERVENÇÕES</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nenhuma</translation>
    </message>
    <message>
        <source>Gateway: %1</source>
        <translation>Gateway: %1</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>DECISIONS</source>
        <translation>DECISÕES</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Nenhuma ainda</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>severity shape, then the words that were found
----------
%1 a person, %2 what they did: &quot;maria confirmed it&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Desfeita: %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>when, reason</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>dropped, a later order replaced it</source>
        <translation>descartada, uma ordem posterior a substituiu</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
    </message>
    <message>
        <source>More about why this was found</source>
        <translation>Mais sobre o motivo desta ocorrência</translation>
    </message>
    <message>
        <source>Policy “%1”, version %2 · confidence %3 %</source>
        <translation>Política “%1”, versão %2 · confiança %3 %</translation>
    </message>
    <message>
        <source>Rule “%1”</source>
        <translation>Regra “%1”</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>It was edited or deleted afterwards.</source>
        <translation>Foi editado ou apagado depois.</translation>
    </message>
    <message>
        <source>IDENTITIES</source>
        <extracomment>Heading: several ids of one person</extracomment>
        <translation>IDENTIDADES</translation>
    </message>
    <message>
        <source>Separated from another identity on %1 by %2</source>
        <extracomment>%1 is a day, %2 who did it</extracomment>
        <translation>Separada de outra identidade em %1 por %2</translation>
    </message>
    <message>
        <source>Joined from two identities on %1: old number and new number</source>
        <extracomment>%1 is a day</extracomment>
        <translation>Reunida de duas identidades em %1: número antigo e número novo</translation>
    </message>
    <message>
        <source>Joined from two identities on %1: hidden id and phone number</source>
        <extracomment>%1 is a day</extracomment>
        <translation>Reunida de duas identidades em %1: identificador oculto e número de telefone</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>Reunir de novo</translation>
    </message>
    <message>
        <source>Separate</source>
        <translation>Separar</translation>
    </message>
    <message>
        <source>MEDIA</source>
        <extracomment>Heading: pictures, recordings and files of the thread</extracomment>
        <translation>MÍDIA</translation>
    </message>
    <message>
        <source>not at the gateway: %1</source>
        <translation>fora do gateway: %1</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Pedir de novo</translation>
    </message>
</context>
<context>
    <name>atalaia::FlagDelegate</name>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln ocorrência</numerusform>
            <numerusform>%Ln ocorrências</numerusform>
        </translation>
    </message>
    <message>
        <source>Severity: %1</source>
        <translation>Gravidade: %1</translation>
    </message>
    <message>
        <source>Flagged: %1</source>
        <translation>Sinalizada: %1</translation>
    </message>
    <message>
        <source>Latest hit: %1</source>
        <translation>Última ocorrência: %1</translation>
    </message>
    <message>
        <source>Taken by: %1</source>
        <translation>Assumida por: %1</translation>
    </message>
</context>
<context>
    <name>atalaia::FoldedFields</name>
    <message>
        <source>open</source>
        <translation>aberto</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fechado</translation>
    </message>
</context>
<context>
    <name>atalaia::ForElsewhere</name>
    <message>
        <source>Copy: %1</source>
        <translation>Copiar: %1</translation>
    </message>
</context>
<context>
    <name>atalaia::GapsModel</name>
    <message>
        <source>From</source>
        <extracomment>Beginning of a time</extracomment>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <extracomment>End of a time</extracomment>
        <translation>Até</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por quê</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>O que se sabe</translation>
    </message>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayChecks</name>
    <message>
        <source>The name or number of the machine is missing behind %1://.</source>
        <translation>Falta o nome ou o número da máquina depois de %1://.</translation>
    </message>
    <message>
        <source>The address is missing.</source>
        <translation>Falta o endereço.</translation>
    </message>
    <message>
        <source>The address begins with http:// or https://, for example https://gateway.example:3000.</source>
        <translation>O endereço começa com http:// ou https://, por exemplo https://gateway.example:3000.</translation>
    </message>
    <message>
        <source>The key does not belong into the address; it has its own field below.</source>
        <translation>A chave não faz parte do endereço; há um campo próprio para ela abaixo.</translation>
    </message>
    <message>
        <source>Only machine and port, please: nothing behind %1.</source>
        <translation>Só máquina e porta: nada depois de %1.</translation>
    </message>
    <message>
        <source>Plain http: the key and every message can be read on the way to that machine. Use https unless the network between is yours.</source>
        <translation>http simples: a chave e todas as mensagens podem ser lidas no caminho até essa máquina. Use https, a menos que a rede entre elas seja sua.</translation>
    </message>
    <message>
        <source>The password does not belong into the address; it has its own field below.</source>
        <translation>A senha não faz parte do endereço; há um campo próprio para ela abaixo.</translation>
    </message>
    <message>
        <source>The address begins with amqps://, for example amqps://atalaia@broker.example:5671/evolution.</source>
        <translation>O endereço começa com amqps://, por exemplo amqps://atalaia@broker.example:5671/evolution.</translation>
    </message>
    <message>
        <source>The user is missing, for example amqps://atalaia@%1.</source>
        <translation>Falta o usuário, por exemplo amqps://atalaia@%1.</translation>
    </message>
    <message>
        <source>Behind the machine comes only the name of the virtual host.</source>
        <translation>Depois da máquina vem só o nome do host virtual.</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Falta o nome.</translation>
    </message>
    <message>
        <source>Names that begin with amq. belong to the broker itself.</source>
        <translation>Nomes que começam com amq. são do próprio broker.</translation>
    </message>
    <message>
        <source>Letters, digits and . - _ : / only, at most %1.</source>
        <translation>Só letras sem acento, algarismos e . - _ : /, no máximo %1.</translation>
    </message>
    <message>
        <source>The account&apos;s id is missing.</source>
        <translation>Falta o ID da conta.</translation>
    </message>
    <message>
        <source>The id is made of digits only; it is neither the phone number nor its id.</source>
        <translation>O ID tem só algarismos; não é o número de telefone nem o ID dele.</translation>
    </message>
    <message>
        <source>This is longer than any key.</source>
        <translation>Isto é mais longo que qualquer chave.</translation>
    </message>
    <message>
        <source>There are blanks or other characters in it that no key has. Copy it once more.</source>
        <translation>Há espaços ou outros caracteres que nenhuma chave tem. Copie de novo.</translation>
    </message>
    <message>
        <source>At least %1 characters, so that nobody guesses it.</source>
        <translation>No mínimo %1 caracteres, para que ninguém adivinhe.</translation>
    </message>
    <message>
        <source>Letters, digits, - and _ only.</source>
        <translation>Só letras sem acento, algarismos, - e _.</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>Não é possível ler este arquivo.</translation>
    </message>
    <message>
        <source>This file is too large for certificates.</source>
        <translation>Este arquivo é grande demais para certificados.</translation>
    </message>
    <message>
        <source>There is no certificate in this file. It begins with -----BEGIN CERTIFICATE-----.</source>
        <translation>Não há certificado neste arquivo. Ele começa com -----BEGIN CERTIFICATE-----.</translation>
    </message>
    <message>
        <source>The certificate in this file has expired.</source>
        <translation>O certificado deste arquivo venceu.</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayDialog</name>
    <message>
        <source>Test</source>
        <translation>Testar</translation>
    </message>
    <message>
        <source>Save and connect</source>
        <translation>Salvar e conectar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Kind of gateway</source>
        <translation>Tipo de gateway</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Consultando %1…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvando…</translation>
    </message>
    <message>
        <source>It was not saved. %1</source>
        <translation>Não foi salvo. %1</translation>
    </message>
    <message>
        <source>Choose a certificate file</source>
        <translation>Escolher um arquivo de certificado</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Certificados (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Gateways</source>
        <translation>Gateways</translation>
    </message>
    <message>
        <source>Add a gateway</source>
        <translation>Adicionar um gateway</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Desligar</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>Ligar</translation>
    </message>
    <message>
        <source>Through it Atalaia reads the conversations of your company&apos;s lines.</source>
        <translation>Por ele o Atalaia lê as conversas das linhas da sua empresa.</translation>
    </message>
    <message>
        <source>Conversations that were imported from files.</source>
        <translation>Conversas importadas de arquivos.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Still missing: %1</source>
        <translation>Falta preencher: %1</translation>
    </message>
    <message>
        <source>Switching off…</source>
        <translation>Desligando…</translation>
    </message>
    <message>
        <source>Switching on…</source>
        <translation>Ligando…</translation>
    </message>
    <message>
        <source>Switched on.</source>
        <translation>Ligado.</translation>
    </message>
    <message>
        <source>Switched off. Its conversations stay; what happens meanwhile is fetched when it is on again, as far as the gateway keeps it.</source>
        <translation>Desligado. As conversas dele ficam; o que acontecer enquanto isso é buscado quando ele for ligado de novo, até onde o gateway guarda.</translation>
    </message>
    <message>
        <source>Saved. The keys are in this computer&apos;s keyring.</source>
        <translation>Salvo. As chaves estão no chaveiro deste computador.</translation>
    </message>
    <message>
        <source>Saved. This computer has no keyring service, so the keys are kept for this run only: you will be asked for them again.</source>
        <translation>Salvo. Este computador não tem serviço de chaveiro; as chaves ficam guardadas só nesta sessão e serão pedidas de novo.</translation>
    </message>
    <message>
        <source>&amp;Kind of gateway</source>
        <translation>&amp;Tipo de gateway</translation>
    </message>
    <message>
        <source>Another account needs its own keys. Saving it switches %1 off: its conversations stay, and orders that wait there leave only when it is connected again.</source>
        <translation>Outra conta precisa das próprias chaves. Salvar desliga %1: as conversas dela ficam, e as ordens que esperam ali só saem quando ela for conectada de novo.</translation>
    </message>
    <message>
        <source>Another address needs its own keys. Saving it switches %1 off: its conversations stay, and orders that wait there leave only when it is connected again.</source>
        <translation>Outro endereço precisa das próprias chaves. Salvar desliga %1: as conversas dele ficam, e as ordens que esperam ali só saem quando ele for conectado de novo.</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayField</name>
    <message>
        <source>Copy: %1</source>
        <translation>Copiar: %1</translation>
    </message>
    <message>
        <source>Keep</source>
        <extracomment>A stored secret: removes it when the form is saved, or keeps it after all</extracomment>
        <translation>Manter</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Keep: %1</source>
        <translation>Manter: %1</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>Remover: %1</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayForm</name>
    <message>
        <source>Advanced</source>
        <translation>Avançado</translation>
    </message>
    <message>
        <source>Own certificate authority</source>
        <translation>Autoridade certificadora própria</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
    <message>
        <source>Choose the certificate file</source>
        <translation>Escolher o arquivo de certificado</translation>
    </message>
    <message>
        <source>Allow connections without encryption</source>
        <translation>Permitir conexões sem criptografia</translation>
    </message>
    <message>
        <source>Everybody on the way to that machine can read the key and every message. Only for a network that is yours alone.</source>
        <translation>Qualquer um no caminho até essa máquina pode ler a chave e todas as mensagens. Só para uma rede que seja exclusivamente sua.</translation>
    </message>
    <message>
        <source>Not needed: the connection is encrypted, or does not leave this computer.</source>
        <translation>Não é preciso: a conexão é criptografada ou não sai deste computador.</translation>
    </message>
    <message>
        <source>leave empty to keep what is stored</source>
        <translation>deixe vazio para manter o que está guardado</translation>
    </message>
    <message>
        <source>kept for this run; leave empty to keep it</source>
        <translation>guardada só nesta sessão; deixe vazio para mantê-la</translation>
    </message>
    <message>
        <source>stored in the keyring; leave empty to keep it</source>
        <translation>guardada no chaveiro do sistema; deixe vazio para mantê-la</translation>
    </message>
    <message>
        <source>Without encryption: the key and every message can be read on the way to that machine.</source>
        <translation>Sem criptografia: a chave e todas as mensagens podem ser lidas no caminho até essa máquina.</translation>
    </message>
    <message>
        <source>Without encryption the key could be read on the way to that machine. Use %1, or allow it under “Advanced”.</source>
        <translation>Sem criptografia a chave poderia ser lida no caminho até essa máquina. Use %1 ou permita em “Avançado”.</translation>
    </message>
    <message>
        <source>Only if the server&apos;s certificate comes from your company&apos;s own authority: a PEM file with the authority&apos;s certificate, from whoever runs that server. It is trusted beside the usual ones.</source>
        <translation>Só se o certificado do servidor vier da autoridade própria da sua empresa: um arquivo PEM com o certificado dela, pedido a quem cuida desse servidor. Ele vale além dos habituais.</translation>
    </message>
    <message>
        <source>your-server</source>
        <extracomment>Stands for the name of the company&apos;s own server in an address: letters and hyphens only</extracomment>
        <translation>seu-servidor</translation>
    </message>
    <message>
        <source>It will be removed when you save.</source>
        <translation>Será removida quando você salvar.</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayFormCloud</name>
    <message>
        <source>Access &amp;token</source>
        <translation>&amp;Token de acesso</translation>
    </message>
    <message>
        <source>WhatsApp Business &amp;account ID</source>
        <translation>ID da &amp;conta do WhatsApp Business</translation>
    </message>
    <message>
        <source>App &amp;secret</source>
        <translation>Chave &amp;secreta do app</translation>
    </message>
    <message>
        <source>Address of the Graph API</source>
        <translation>Endereço da Graph API</translation>
    </message>
    <message>
        <source>Another one only for tests or behind a proxy of your own.</source>
        <translation>Outro só para testes ou atrás de um proxy próprio.</translation>
    </message>
    <message>
        <source>&amp;Verify token</source>
        <translation>Token de &amp;verificação</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Gerar</translation>
    </message>
    <message>
        <source>Generate a verify token</source>
        <translation>Gerar um token de verificação</translation>
    </message>
    <message>
        <source>&amp;Webhook address to enter at Meta</source>
        <translation>Endereço do &amp;webhook a informar na Meta</translation>
    </message>
    <message>
        <source>shown here after saving</source>
        <translation>aparece aqui depois de salvar</translation>
    </message>
    <message>
        <source>At business.facebook.com: Business settings &gt; Users &gt; System users &gt; choose one or add one &gt; Generate token, with the app, “never expires”, and the permissions whatsapp_business_messaging and whatsapp_business_management. The token under WhatsApp &gt; API setup ends after a day.</source>
        <translation>Em business.facebook.com: Configurações do negócio &gt; Usuários &gt; Usuários do sistema &gt; escolher ou adicionar um &gt; Gerar token, com o app, “nunca expira” e as permissões whatsapp_business_messaging e whatsapp_business_management. O token de WhatsApp &gt; Configuração da API vale um dia só.</translation>
    </message>
    <message>
        <source>At developers.facebook.com/apps, in your app: WhatsApp &gt; API setup. Digits only; not the phone number ID beside it: Atalaia finds the account&apos;s numbers by itself.</source>
        <translation>Em developers.facebook.com/apps, no seu app: WhatsApp &gt; Configuração da API. Só algarismos; não é a identificação do número de telefone ao lado: o Atalaia acha sozinho os números da conta.</translation>
    </message>
    <message>
        <source>In the same app: App settings &gt; Basic &gt; App secret &gt; Show. It proves that what arrives comes from Meta.</source>
        <translation>No mesmo app: Configurações do app &gt; Básico &gt; Chave secreta do app &gt; Mostrar. Ela prova que o que chega vem da Meta.</translation>
    </message>
    <message>
        <source>A word of your own that Meta must repeat. Generate it here and enter the same in the app under WhatsApp &gt; Configuration &gt; Webhook &gt; Edit &gt; Verify token. Copy it now: after saving it is not shown again.</source>
        <translation>Uma palavra sua que a Meta tem de repetir. Gere aqui e informe a mesma no app em WhatsApp &gt; Configuração &gt; Webhook &gt; Editar &gt; Verificar token. Copie agora: depois de salva, ela não é mostrada de novo.</translation>
    </message>
    <message>
        <source>The Callback URL on the same page. The program atalaia-collector must run there, behind your company&apos;s web server with https, and says the path of this account when it starts; this console alone receives nothing from Meta. Then subscribe to messages and account_update, and to smb_message_echoes and history if your agents also use the WhatsApp Business app.</source>
        <translation>A URL de callback na mesma página. Nesse servidor tem de rodar o programa atalaia-collector, atrás do servidor web da empresa com https; ao iniciar, ele diz o caminho desta conta. Sozinho, este console não recebe nada da Meta. Depois, assine messages e account_update, e também smb_message_echoes e history se os agentes usam o app WhatsApp Business.</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayFormEvolution</name>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Endereço</translation>
    </message>
    <message>
        <source>API ke&amp;y</source>
        <translation>Chave da A&amp;PI</translation>
    </message>
    <message>
        <source>Key to &amp;intervene (optional)</source>
        <translation>Chave para &amp;intervir (opcional)</translation>
    </message>
    <message>
        <source>RabbitMQ &amp;broker (recommended)</source>
        <translation>&amp;Broker RabbitMQ (recomendado)</translation>
    </message>
    <message>
        <source>&amp;Password of the broker&apos;s user</source>
        <translation>&amp;Senha do usuário do broker</translation>
    </message>
    <message>
        <source>&amp;Exchange</source>
        <translation>E&amp;xchange</translation>
    </message>
    <message>
        <source>Our own &amp;queue</source>
        <translation>Nossa própria &amp;fila</translation>
    </message>
    <message>
        <source>Made by Atalaia at the broker; messages wait there while Atalaia is away. Each installation of Atalaia needs a name of its own.</source>
        <translation>Criada pelo Atalaia no broker; as mensagens esperam ali enquanto o Atalaia está fora. Cada instalação do Atalaia precisa de um nome próprio.</translation>
    </message>
    <message>
        <source>Where Evolution API answers: SERVER_URL in the .env file on its server. Its usual port is 8080.</source>
        <translation>Onde a Evolution API responde: SERVER_URL no arquivo .env do servidor dela. A porta habitual é 8080.</translation>
    </message>
    <message>
        <source>The value of AUTHENTICATION_API_KEY in the .env file on its server, which opens every instance; or the token of one instance, shown in its manager (the address above with /manager behind it).</source>
        <translation>O valor de AUTHENTICATION_API_KEY no arquivo .env do servidor dela, que abre todas as instâncias; ou o token de uma instância, que aparece no manager (o endereço acima com /manager no fim).</translation>
    </message>
    <message>
        <source>Another key that may send, delete and log out, if you keep one. Leave it empty to use the key above for both.</source>
        <translation>Outra chave que possa enviar, apagar e desconectar, se houver. Deixe em branco para usar a chave acima para as duas coisas.</translation>
    </message>
    <message>
        <source>Of the user in the address, a user for Atalaia alone: whoever runs the broker adds it in RabbitMQ&apos;s management (port 15672) under Admin &gt; Users. It must be allowed to make its queue and to read from the exchange.</source>
        <translation>Do usuário no endereço, um usuário só do Atalaia: quem cuida do broker o cria no painel do RabbitMQ (porta 15672) em Admin &gt; Users. Ele precisa poder criar a fila dele e ler da exchange.</translation>
    </message>
    <message>
        <source>The value of RABBITMQ_EXCHANGE_NAME in the .env file on Evolution&apos;s server.</source>
        <translation>O valor de RABBITMQ_EXCHANGE_NAME no arquivo .env do servidor da Evolution.</translation>
    </message>
    <message>
        <source>For the .env file on Evolution&apos;s server, which is then started again:</source>
        <translation>Para o arquivo .env do servidor da Evolution, que depois é reiniciado:</translation>
    </message>
    <message>
        <source>The broker of RABBITMQ_URI in the same .env file, with a user of its own for Atalaia.</source>
        <translation>O broker de RABBITMQ_URI no mesmo arquivo .env, com um usuário próprio para o Atalaia.</translation>
    </message>
    <message>
        <source>The broker of RABBITMQ_URI in the same .env file. Left empty, Atalaia listens over socket.io: messages of the time in which it is not connected are then fetched afterwards, but edits and deletions of that time are lost.</source>
        <translation>O broker de RABBITMQ_URI no mesmo arquivo .env. Em branco, o Atalaia escuta por socket.io: as mensagens do tempo sem conexão são buscadas depois, mas edições e exclusões desse tempo se perdem.</translation>
    </message>
    <message>
        <source>The stored password of the broker&apos;s user will be removed when you save.</source>
        <translation>A senha guardada do usuário do broker será removida quando você salvar.</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayFormExport</name>
    <message>
        <source>For agents without a gateway, and for the time before there was one: conversations that were exported on the phone.</source>
        <translation>Para atendentes sem gateway e para o tempo anterior a ele: conversas exportadas no telefone.</translation>
    </message>
    <message>
        <source>There is no key and nothing to connect. A later export of the same conversation adds what is new. Nothing can be sent, deleted or suspended through it, and what was edited or deleted before the export cannot be seen.</source>
        <translation>Não há chave nem nada a conectar. Uma exportação posterior da mesma conversa acrescenta o que é novo. Por ela nada pode ser enviado, apagado ou suspenso, e o que foi editado ou apagado antes da exportação não pode ser visto.</translation>
    </message>
    <message>
        <source>Import exported chats…</source>
        <translation>Importar conversas exportadas…</translation>
    </message>
    <message>
        <source>On an Android phone: open the conversation, then ⋮ &gt; More &gt; Export chat.
On an iPhone: open the conversation, touch the contact&apos;s name at the top, then Export chat.</source>
        <translation>No Android: abra a conversa, depois ⋮ &gt; Mais &gt; Exportar conversa.
No iPhone: abra a conversa, toque no nome do contato no alto, depois em Exportar conversa.</translation>
    </message>
    <message>
        <source>Choose with or without media, and bring the .zip or .txt file to this computer as it is: its name says whose conversation it is.</source>
        <translation>Escolha com ou sem mídia e traga o arquivo .zip ou .txt para este computador como ele é: o nome diz de quem é a conversa.</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayFormWaha</name>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Endereço</translation>
    </message>
    <message>
        <source>Ke&amp;y to read</source>
        <translation>&amp;Chave de leitura</translation>
    </message>
    <message>
        <source>Key to &amp;intervene (optional)</source>
        <translation>Chave para &amp;intervir (opcional)</translation>
    </message>
    <message>
        <source>Key of the &amp;webhooks (optional)</source>
        <translation>Chave dos &amp;webhooks (opcional)</translation>
    </message>
    <message>
        <source>Where WAHA answers: what stands in the browser while its dashboard is open, without /dashboard behind it. Its usual port is 3000.</source>
        <translation>Onde o WAHA responde: o que aparece no navegador com o painel dele aberto, sem o /dashboard do fim. A porta habitual é 3000.</translation>
    </message>
    <message>
        <source>The value of WAHA_API_KEY: it stands in the .env file beside WAHA&apos;s docker-compose.yaml, and “docker exec NAME env” on its server prints it. Or a key of Atalaia&apos;s own: in the dashboard under Keys, with the right to read. If WAHA_API_KEY begins with sha512:, enter the text it was made from, not the hash.</source>
        <translation>O valor de WAHA_API_KEY: está no arquivo .env ao lado do docker-compose.yaml do WAHA, e “docker exec NOME env” no servidor dele o mostra. Ou uma chave só do Atalaia: no painel, em Keys, com o direito de ler. Se WAHA_API_KEY começa com sha512:, informe o texto de que ela foi feita, não o hash.</translation>
    </message>
    <message>
        <source>A second key from the dashboard under Keys, with the rights to send, control and delete. Leave it empty to use the key above for both.</source>
        <translation>Uma segunda chave do painel, em Keys, com os direitos de enviar, controlar e apagar. Deixe em branco para usar a chave acima para as duas coisas.</translation>
    </message>
    <message>
        <source>Good to know: with the engine NOWEB a line has a history only if config.noweb.store.enabled was set before its number was paired; blocking a contact works with the engines WEBJS and WPP only.</source>
        <translation>Bom saber: com o motor NOWEB, uma linha só tem histórico se config.noweb.store.enabled foi ligado antes de parear o número; bloquear um contato só funciona com os motores WEBJS e WPP.</translation>
    </message>
    <message>
        <source>Only if WAHA also sends webhooks to atalaia-collector: a long word of your own, which WAHA gets as WHATSAPP_HOOK_HMAC_KEY and signs them with.</source>
        <translation>Só se o WAHA também envia webhooks ao atalaia-collector: uma palavra longa sua, que o WAHA recebe como WHATSAPP_HOOK_HMAC_KEY e com que os assina.</translation>
    </message>
    <message>
        <source>For WAHA&apos;s .env file, if it sends webhooks:</source>
        <translation>Para o arquivo .env do WAHA, se ele envia webhooks:</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayList</name>
    <message>
        <source>From files</source>
        <translation>De arquivos</translation>
    </message>
    <message>
        <source>Gateways</source>
        <translation>Gateways</translation>
    </message>
    <message>
        <source>Add gateway</source>
        <translation>Adicionar gateway</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>A gateway: its kind, how it is doing</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No gateway yet.

First choose beside what your company&apos;s lines run on, then fill in what it asks for, test it, and save.

No gateway at all? Choose “Exported chats”.</source>
        <translation>Ainda não há gateway.

Primeiro escolha ao lado em que rodam as linhas da empresa, depois preencha o que ele pede, teste e salve.

Sem gateway nenhum? Escolha “Conversas exportadas”.</translation>
    </message>
</context>
<context>
    <name>atalaia::GatewayWords</name>
    <message>
        <source>Connected to %1 %2, engine %3.</source>
        <translation>Conectado a %1 %2, motor %3.</translation>
    </message>
    <message>
        <source>Connected to %1.</source>
        <translation>Conectado a %1.</translation>
    </message>
    <message>
        <source>Connected to %1 %2.</source>
        <translation>Conectado a %1 %2.</translation>
    </message>
    <message>
        <source>WhatsApp Cloud API (Meta)</source>
        <translation>WhatsApp Cloud API (Meta)</translation>
    </message>
    <message>
        <source>Exported chats</source>
        <translation>Conversas exportadas</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>Conta %1</translation>
    </message>
    <message>
        <source>The gateway refuses the key: enter the right one below and save.</source>
        <translation>O gateway recusa a chave: informe a certa abaixo e salve.</translation>
    </message>
    <message>
        <source>The keyring has no key for it: enter it below and save.</source>
        <translation>O chaveiro não tem chave para ele: informe-a abaixo e salve.</translation>
    </message>
    <message>
        <source>Atalaia does not connect, because the key would travel unencrypted. Use an encrypted address, or allow it under “Advanced”.</source>
        <translation>O Atalaia não se conecta porque a chave viajaria sem criptografia. Use um endereço criptografado ou permita em “Avançado”.</translation>
    </message>
    <message>
        <source>It does not answer. Atalaia keeps trying and fetches what it missed.</source>
        <translation>Ele não responde. O Atalaia continua tentando e busca o que perdeu.</translation>
    </message>
    <message>
        <source>It has no line yet; pair a number at the gateway.</source>
        <translation>Ainda não tem nenhuma linha; pareie um número no gateway.</translation>
    </message>
    <message>
        <source>Lines working: %1.</source>
        <translation>Linhas funcionando: %1.</translation>
    </message>
    <message>
        <source>Lines not working: %1.</source>
        <translation>Linhas sem funcionar: %1.</translation>
    </message>
    <message>
        <source>Meta refuses this token. It may have ended, or lack the two rights.</source>
        <translation>A Meta recusa este token. Ele pode ter vencido ou não ter os dois direitos.</translation>
    </message>
    <message>
        <source>The gateway answers, but refuses this key.</source>
        <translation>O gateway responde, mas recusa esta chave.</translation>
    </message>
    <message>
        <source>Meta does not answer. Check this computer&apos;s way to the internet.</source>
        <translation>A Meta não responde. Confira o acesso deste computador à internet.</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Check machine and port, and whether the gateway runs.</source>
        <translation>Nada responde neste endereço. Confira máquina e porta e se o gateway está rodando.</translation>
    </message>
    <message>
        <source>Meta does not know this account, or this token may not see it. Check the ID.</source>
        <translation>A Meta não conhece esta conta, ou este token não pode vê-la. Confira o ID.</translation>
    </message>
    <message>
        <source>Something answers there, but it is not a gateway of the kind %1.</source>
        <translation>Algo responde ali, mas não é um gateway do tipo %1.</translation>
    </message>
</context>
<context>
    <name>atalaia::ImportDialog</name>
    <message>
        <source>Choose a keyword list</source>
        <translation>Escolher uma lista de termos</translation>
    </message>
    <message>
        <source>Keyword lists (*.csv *.txt)</source>
        <translation>Listas de termos (*.csv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Import a keyword list</source>
        <translation>Importar lista de termos</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>Lendo %1…</translation>
    </message>
    <message>
        <source>%1 could not be read. Nothing was changed.</source>
        <translation>Não foi possível ler %1. Nada foi alterado.</translation>
    </message>
    <message>
        <source>This file is larger than %1. Split it, or leave out what is not a list of terms.</source>
        <translation>Este arquivo é maior que %1. Divida-o ou retire o que não é lista de termos.</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Este arquivo está vazio.</translation>
    </message>
    <message>
        <source>Reading and checking each line…</source>
        <translation>Lendo e conferindo cada linha…</translation>
    </message>
    <message>
        <source>This is not a list of terms that can be read: it must be text, and a table needs a column named “term”. Nothing was changed.</source>
        <translation>Isto não é uma lista de termos legível: precisa ser texto, e uma tabela precisa de uma coluna chamada “termo”. Nada foi alterado.</translation>
    </message>
    <message>
        <source>%1 ok · %2 to look at · %3 left out · %4 skipped</source>
        <translation>%1 ok · %2 a conferir · %3 de fora · %4 ignoradas</translation>
    </message>
    <message>
        <source>%1
Details: %2</source>
        <extracomment>%1 a sentence, %2 the technical reason</extracomment>
        <translation>%1
Detalhes: %2</translation>
    </message>
    <message>
        <source>Storing and compiling…</source>
        <translation>Gravando e compilando…</translation>
    </message>
    <message>
        <source>Nothing was imported. %1 What was live before still is.</source>
        <translation>Nada foi importado. %1 O que já estava em uso continua em uso.</translation>
    </message>
    <message numerus="yes">
        <source>Live: %n terms of “%1”, version %2.</source>
        <translation>
            <numerusform>Em uso: %n termo de “%1”, versão %2.</numerusform>
            <numerusform>Em uso: %n termos de “%1”, versão %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo, back to version %1</source>
        <translation>Desfazer e voltar à versão %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>It is still live: %1</source>
        <translation>Continua em uso: %1</translation>
    </message>
    <message>
        <source>Taken back: version %1 is live again.</source>
        <translation>Desfeito: a versão %1 está em uso de novo.</translation>
    </message>
    <message>
        <source>Taken back: none of these terms is live.</source>
        <translation>Desfeito: nenhum destes termos está em uso.</translation>
    </message>
    <message numerus="yes">
        <source>Live: “%1”, version %2; %n terms in use over all lists.</source>
        <translation>
            <numerusform>Em uso: “%1”, versão %2; %n termo em uso somando todas as listas.</numerusform>
            <numerusform>Em uso: “%1”, versão %2; %n termos em uso somando todas as listas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terms could not be compiled and were left out.</source>
        <translation>
            <numerusform>%n termo não pôde ser compilado e ficou de fora.</numerusform>
            <numerusform>%n termos não puderam ser compilados e ficaram de fora.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n terms</source>
        <translation>
            <numerusform>Importar %n termo</numerusform>
            <numerusform>Importar %n termos</numerusform>
        </translation>
    </message>
    <message>
        <source>Import 1 term</source>
        <translation>Importar 1 termo</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importar</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Andamento</translation>
    </message>
    <message>
        <source>Drop a keyword list here</source>
        <translation>Solte uma lista de termos aqui</translation>
    </message>
    <message>
        <source>A text file with one term a line is enough. A table (CSV) needs a column named “term”; kind, language, category, severity, direction and note are read when they are there.</source>
        <translation>Basta um arquivo de texto com um termo por linha. Uma tabela (CSV) precisa de uma coluna chamada “termo”; tipo, idioma, categoria, gravidade, direção e observação são lidos quando existirem.</translation>
    </message>
    <message>
        <source>Nothing is applied before you press Import.</source>
        <translation>Nada é aplicado antes de você clicar em Importar.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formato</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Codificação</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>Separador</translation>
    </message>
    <message>
        <source>WHAT WAS FOUND</source>
        <translation>O QUE FOI ENCONTRADO</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Formato</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>&amp;Codificação</translation>
    </message>
    <message>
        <source>&amp;Separator</source>
        <translation>&amp;Separador</translation>
    </message>
    <message>
        <source>HOW IT READS</source>
        <translation>COMO FICA A LEITURA</translation>
    </message>
    <message>
        <source>WHERE IT GOES</source>
        <translation>PARA ONDE VAI</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>an existing list, or a new name</source>
        <translation>uma lista existente ou um nome novo</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Lista</translation>
    </message>
    <message>
        <source>Category of lines that name none</source>
        <translation>Categoria das linhas que não trazem uma</translation>
    </message>
    <message>
        <source>as in the file</source>
        <translation>como no arquivo</translation>
    </message>
    <message>
        <source>Language of lines that name none</source>
        <translation>Idioma das linhas que não trazem um</translation>
    </message>
    <message>
        <source>any language</source>
        <translation>qualquer idioma</translation>
    </message>
    <message>
        <source>Severity of lines that name none</source>
        <translation>Gravidade das linhas que não trazem uma</translation>
    </message>
    <message>
        <source>Writer that counts for lines that name none</source>
        <translation>Quem precisa escrever, nas linhas que não o dizem</translation>
    </message>
    <message>
        <source>anybody writes it</source>
        <translation>qualquer um escreve</translation>
    </message>
    <message>
        <source>the agent writes it</source>
        <translation>o agente escreve</translation>
    </message>
    <message>
        <source>the contact writes it</source>
        <translation>o contato escreve</translation>
    </message>
    <message>
        <source>&amp;Category</source>
        <translation>C&amp;ategoria</translation>
    </message>
    <message>
        <source>Severity, language</source>
        <translation>Gravidade, idioma</translation>
    </message>
    <message>
        <source>Counts &amp;when</source>
        <translation>Conta &amp;quando</translation>
    </message>
    <message>
        <source>&amp;Only problems</source>
        <translation>Só &amp;problemas</translation>
    </message>
    <message>
        <source>Lines of the file</source>
        <translation>Linhas do arquivo</translation>
    </message>
    <message>
        <source>%1 · detected</source>
        <translation>%1 · detectado</translation>
    </message>
    <message>
        <source>path of a CSV or text file, then Enter</source>
        <translation>caminho de um arquivo CSV ou de texto e Enter</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Escolher um arquivo</translation>
    </message>
</context>
<context>
    <name>atalaia::ImportModel</name>
    <message>
        <source>Line</source>
        <translation>Linha</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Term as stored</source>
        <translation>Termo gravado</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoria</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravidade</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por quê</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>No arquivo</translation>
    </message>
</context>
<context>
    <name>atalaia::ImportSource</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Arquivo</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Escolher…</translation>
    </message>
</context>
<context>
    <name>atalaia::ImportWords</name>
    <message>
        <source>A regular expression is matched against text without accents; this accented letter never matches.</source>
        <translation>A expressão regular é comparada com texto sem acentos; esta letra acentuada nunca será encontrada.</translation>
    </message>
    <message>
        <source>A cell of this line is too long.</source>
        <translation>Uma célula desta linha é longa demais.</translation>
    </message>
    <message>
        <source>This line has fewer columns than the heading; the rest is taken as empty.</source>
        <translation>Esta linha tem menos colunas que o cabeçalho; o resto é tratado como vazio.</translation>
    </message>
    <message>
        <source>A comment.</source>
        <translation>Um comentário.</translation>
    </message>
    <message>
        <source>Looks like a comment behind the term; only a whole line can be one, so it is kept as part of the term.</source>
        <translation>Parece um comentário depois do termo; só a linha inteira pode ser comentário, então fica como parte do termo.</translation>
    </message>
    <message>
        <source>Contains a dash; perhaps an explanation that was meant for another column.</source>
        <translation>Contém um travessão; talvez seja uma explicação destinada a outra coluna.</translation>
    </message>
    <message>
        <source>Takes the category chosen above.</source>
        <translation>Recebe a categoria escolhida acima.</translation>
    </message>
    <message>
        <source>Takes the writer chosen above.</source>
        <translation>Recebe a opção “Conta quando” escolhida acima.</translation>
    </message>
    <message>
        <source>Takes the severity chosen above.</source>
        <translation>Recebe a gravidade escolhida acima.</translation>
    </message>
    <message>
        <source>The same term stands in an earlier line; that one is kept.</source>
        <translation>O mesmo termo está em uma linha anterior; fica aquela.</translation>
    </message>
    <message>
        <source>Differs from an earlier line only in capitals or accents, which matching ignores; that one is kept.</source>
        <translation>Difere de uma linha anterior só em maiúsculas ou acentos, que a busca ignora; fica aquela.</translation>
    </message>
    <message>
        <source>An empty line.</source>
        <translation>Uma linha vazia.</translation>
    </message>
    <message>
        <source>There is no term in this line.</source>
        <translation>Não há termo nesta linha.</translation>
    </message>
    <message>
        <source>This line is not in the encoding of the file; it was read in another one. Check its accents.</source>
        <translation>Esta linha não está na codificação do arquivo e foi lida em outra. Confira os acentos.</translation>
    </message>
    <message>
        <source>This line is not in the encoding of the file. Choose another encoding above.</source>
        <translation>Esta linha não está na codificação do arquivo. Escolha outra codificação acima.</translation>
    </message>
    <message>
        <source>Begins like a spreadsheet formula; it is stored as text.</source>
        <translation>Começa como fórmula de planilha; é gravado como texto.</translation>
    </message>
    <message>
        <source>Expressions cannot be used yet.</source>
        <translation>Expressões ainda não podem ser usadas.</translation>
    </message>
    <message>
        <source>This phrase cannot be matched.</source>
        <translation>Esta frase não pode ser procurada.</translation>
    </message>
    <message>
        <source>This NEAR cannot be read. It has the form (a|b) NEAR/5 (c|d).</source>
        <translation>Este NEAR não pode ser lido. O formato é (a|b) NEAR/5 (c|d).</translation>
    </message>
    <message>
        <source>This regular expression cannot be used.</source>
        <translation>Esta expressão regular não pode ser usada.</translation>
    </message>
    <message>
        <source>Severity is a number from 1 to 5.</source>
        <translation>A gravidade é um número de 1 a 5.</translation>
    </message>
    <message>
        <source>Invisible characters were removed.</source>
        <translation>Caracteres invisíveis foram removidos.</translation>
    </message>
    <message>
        <source>A line break inside the term is read as a space.</source>
        <translation>Uma quebra de linha dentro do termo é lida como espaço.</translation>
    </message>
    <message>
        <source>One word mixes letters of two alphabets that look alike.</source>
        <translation>Uma palavra mistura letras parecidas de dois alfabetos.</translation>
    </message>
    <message>
        <source>The accents had been spoilt by a wrong encoding and were repaired.</source>
        <translation>Os acentos tinham sido estragados por uma codificação errada e foram corrigidos.</translation>
    </message>
    <message>
        <source>Unusual spaces were made ordinary ones.</source>
        <translation>Espaços incomuns viraram espaços comuns.</translation>
    </message>
    <message>
        <source>Has no category. Choose one above, or it is listed under none.</source>
        <translation>Não tem categoria. Escolha uma acima, ou fica sem nenhuma.</translation>
    </message>
    <message>
        <source>There is neither a letter nor a digit in this term.</source>
        <translation>Não há letra nem dígito neste termo.</translation>
    </message>
    <message>
        <source>One of several terms in a single line.</source>
        <translation>Um dos vários termos de uma mesma linha.</translation>
    </message>
    <message>
        <source>Looks like several terms in one line; it is kept as one.</source>
        <translation>Parecem vários termos em uma linha; fica como um só.</translation>
    </message>
    <message>
        <source>A letter was lost when this file was saved. Correct it at the source.</source>
        <translation>Uma letra se perdeu quando este arquivo foi salvo. Corrija na origem.</translation>
    </message>
    <message>
        <source>The severity was rounded to a whole number.</source>
        <translation>A gravidade foi arredondada para um número inteiro.</translation>
    </message>
    <message>
        <source>The severity was written as a word and read as a number.</source>
        <translation>A gravidade estava por extenso e foi lida como número.</translation>
    </message>
    <message>
        <source>Very short; it may be found in many harmless messages.</source>
        <translation>Muito curto; pode aparecer em muitas mensagens inofensivas.</translation>
    </message>
    <message>
        <source>Curly quotation marks were made straight.</source>
        <translation>Aspas curvas viraram aspas retas.</translation>
    </message>
    <message>
        <source>This term is too long.</source>
        <translation>Este termo é longo demais.</translation>
    </message>
    <message>
        <source>This line has more columns than the heading. A term that contains the separator needs quotation marks.</source>
        <translation>Esta linha tem mais colunas que o cabeçalho. Um termo que contém o separador precisa de aspas.</translation>
    </message>
    <message>
        <source>Spaces around the term were removed.</source>
        <translation>Espaços em volta do termo foram removidos.</translation>
    </message>
    <message>
        <source>A category of your own; it is kept as it is.</source>
        <translation>Uma categoria própria; fica como está.</translation>
    </message>
    <message>
        <source>Who writes it must be agent, contact or any.</source>
        <translation>Quem escreve deve ser agente, contato ou qualquer.</translation>
    </message>
    <message>
        <source>The kind must be literal, regex or near.</source>
        <translation>O tipo deve ser literal, regex ou near.</translation>
    </message>
    <message>
        <source>This language is not known. Write it like pt-BR.</source>
        <translation>Este idioma não é conhecido. Escreva como pt-BR.</translation>
    </message>
    <message>
        <source>A quotation mark is opened and never closed; nothing behind it could be read.</source>
        <translation>Uma aspa foi aberta e não fechada; nada depois dela pôde ser lido.</translation>
    </message>
    <message>
        <source>* is an ordinary character in a phrase. For endings, use a regular expression.</source>
        <translation>Em uma frase, * é um caractere comum. Para terminações, use uma expressão regular.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A sentence about a line of a file, then the technical values in brackets</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>look at it</source>
        <translation>conferir</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>de fora</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>ignorada</translation>
    </message>
    <message>
        <source>UTF-8 with mark</source>
        <translation>UTF-8 com marca</translation>
    </message>
    <message>
        <source>Windows-1252 (Western)</source>
        <translation>Windows-1252 (ocidental)</translation>
    </message>
    <message>
        <source>Windows-1251 (Cyrillic)</source>
        <translation>Windows-1251 (cirílico)</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>vírgula</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>ponto e vírgula</translation>
    </message>
    <message>
        <source>tab</source>
        <extracomment>the character that separates columns</extracomment>
        <translation>tabulação</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>barra vertical</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>no separator: one term a line</extracomment>
        <translation>nenhum</translation>
    </message>
    <message>
        <source>table (CSV)</source>
        <translation>tabela (CSV)</translation>
    </message>
    <message>
        <source>one term a line (TXT)</source>
        <translation>um termo por linha (TXT)</translation>
    </message>
</context>
<context>
    <name>atalaia::InboxEmptyState</name>
    <message>
        <source>Reading the list…</source>
        <translation>Lendo a lista…</translation>
    </message>
    <message>
        <source>No gateway connected</source>
        <translation>Nenhum gateway conectado</translation>
    </message>
    <message>
        <source>Conversations appear here once Atalaia is connected to your WhatsApp gateway.</source>
        <translation>As conversas aparecem aqui assim que o Atalaia se conectar ao seu gateway de WhatsApp.</translation>
    </message>
    <message>
        <source>Connect a gateway…</source>
        <translation>Conectar um gateway…</translation>
    </message>
    <message>
        <source>Connecting to the gateway…</source>
        <translation>Conectando ao gateway…</translation>
    </message>
    <message>
        <source>Flagged threads appear here as soon as messages arrive.</source>
        <translation>As conversas sinalizadas aparecem aqui assim que chegarem mensagens.</translation>
    </message>
    <message>
        <source>The gateway does not answer</source>
        <translation>O gateway não responde</translation>
    </message>
    <message>
        <source>Atalaia keeps trying and fetches what it missed.</source>
        <translation>O Atalaia continua tentando e busca o que ficou faltando.</translation>
    </message>
    <message>
        <source>Check the gateway…</source>
        <translation>Verificar o gateway…</translation>
    </message>
    <message>
        <source>The gateway&apos;s key does not work</source>
        <translation>A chave do gateway não funciona</translation>
    </message>
    <message>
        <source>Nothing is received until the key is right.</source>
        <translation>Nada é recebido enquanto a chave não estiver certa.</translation>
    </message>
    <message>
        <source>Enter the key…</source>
        <translation>Informar a chave…</translation>
    </message>
    <message>
        <source>The gateway is switched off</source>
        <translation>O gateway está desligado</translation>
    </message>
    <message>
        <source>Nothing is received while it is off.</source>
        <translation>Nada é recebido enquanto ele estiver desligado.</translation>
    </message>
    <message>
        <source>Open gateway settings…</source>
        <translation>Abrir as configurações do gateway…</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Nada à sua espera</translation>
    </message>
    <message>
        <source>Messages are arriving and none of them matches a keyword list that opens a flag.</source>
        <translation>As mensagens estão chegando e nenhuma corresponde a uma lista de termos que gera sinalização.</translation>
    </message>
    <message>
        <source>Import a keyword list…</source>
        <translation>Importar lista de termos…</translation>
    </message>
    <message>
        <source>Nothing is escalated</source>
        <translation>Nada escalado</translation>
    </message>
    <message>
        <source>Threads that a supervisor hands up appear here.</source>
        <translation>As conversas escaladas por um supervisor aparecem aqui.</translation>
    </message>
    <message>
        <source>Go to the inbox</source>
        <translation>Ir para a fila</translation>
    </message>
    <message>
        <source>Nothing is decided yet</source>
        <translation>Nada decidido ainda</translation>
    </message>
    <message>
        <source>Threads that were confirmed or dismissed appear here.</source>
        <translation>As conversas confirmadas ou descartadas aparecem aqui.</translation>
    </message>
    <message>
        <source>No thread matches the search</source>
        <translation>Nenhuma conversa corresponde à busca</translation>
    </message>
    <message>
        <source>The search looks in agent, contact, category and line of the threads that are loaded.</source>
        <translation>A busca considera agente, contato, categoria e linha das conversas carregadas.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Limpar a busca</translation>
    </message>
    <message>
        <source>The gateway is not connected</source>
        <translation>O gateway não está conectado</translation>
    </message>
    <message>
        <source>Its address is not encrypted, and the key would be readable on the way. Use an encrypted address, or allow this one in the gateway&apos;s settings.</source>
        <translation>O endereço dele não é criptografado, e a chave poderia ser lida no caminho. Use um endereço criptografado ou permita este nas configurações do gateway.</translation>
    </message>
</context>
<context>
    <name>atalaia::InboxPane</name>
    <message>
        <source>Put the newest threads into the list</source>
        <translation>Incluir na lista as conversas mais novas</translation>
    </message>
    <message>
        <source>Flagged threads</source>
        <translation>Conversas sinalizadas</translation>
    </message>
    <message>
        <source>Sorted by severity, then by age. Enter opens a thread.</source>
        <translation>Em ordem de gravidade e depois de idade. Enter abre a conversa.</translation>
    </message>
    <message>
        <source>%L1 of %L2 match</source>
        <translation>%L1 de %L2 encontradas</translation>
    </message>
    <message numerus="yes">
        <source>%Ln flagged</source>
        <translation>
            <numerusform>%Ln sinalizada</numerusform>
            <numerusform>%Ln sinalizadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln escalated</source>
        <translation>
            <numerusform>%Ln escalada</numerusform>
            <numerusform>%Ln escaladas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided</source>
        <translation>
            <numerusform>%Ln decidida</numerusform>
            <numerusform>%Ln decididas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>newest %Ln</source>
        <translation>
            <numerusform>%Ln nova</numerusform>
            <numerusform>%Ln novas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the newest %Ln threads</source>
        <translation>
            <numerusform>Mostrar %Ln conversa mais nova</numerusform>
            <numerusform>Mostrar as %Ln conversas mais novas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::KeyButton</name>
    <message>
        <source>Key %1</source>
        <translation>Tecla %1</translation>
    </message>
</context>
<context>
    <name>atalaia::KeyHelp</name>
    <message>
        <source>Keys</source>
        <translation>Teclas de atalho</translation>
    </message>
    <message>
        <source>Esc goes back one step. Letters work while you are not typing in a field.</source>
        <translation>Esc volta um passo. As letras valem enquanto você não estiver digitando em um campo.</translation>
    </message>
</context>
<context>
    <name>atalaia::LimitWords</name>
    <message>
        <source>This line&apos;s gateway (%1) cannot block contacts.</source>
        <translation>O gateway desta linha (%1) não consegue bloquear contatos.</translation>
    </message>
    <message>
        <source>Meta has no way to suspend a line; take the agent&apos;s access away at Meta instead.</source>
        <translation>A Meta não oferece como suspender uma linha; retire o acesso do atendente na Meta.</translation>
    </message>
    <message>
        <source>This line&apos;s gateway (%1) cannot suspend lines.</source>
        <translation>O gateway desta linha (%1) não consegue suspender linhas.</translation>
    </message>
    <message>
        <source>Meta lets nobody delete a message from here; only the agent&apos;s phone can.</source>
        <translation>A Meta não deixa apagar mensagens daqui; só o telefone do atendente pode.</translation>
    </message>
    <message>
        <source>This line&apos;s gateway (%1) cannot delete messages for everyone.</source>
        <translation>O gateway desta linha (%1) não consegue apagar mensagens para todos.</translation>
    </message>
    <message numerus="yes">
        <source>Possible for %n more minute(s): one may only answer within 24 hours.</source>
        <translation>
            <numerusform>Possível por mais %n minuto: só se pode responder em até 24 horas.</numerusform>
            <numerusform>Possível por mais %n minutos: só se pode responder em até 24 horas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Possible for %1 h %2 min more: one may only answer within 24 hours.</source>
        <translation>Possível por mais %1 h %2 min: só se pode responder em até 24 horas.</translation>
    </message>
    <message>
        <source>Whether this line&apos;s gateway can do it is not known yet.</source>
        <translation>Ainda não se sabe se o gateway desta linha consegue fazer isso.</translation>
    </message>
    <message>
        <source>This conversation was imported from a file: there is no gateway to act through.</source>
        <translation>Esta conversa foi importada de um arquivo: não há gateway pelo qual agir.</translation>
    </message>
    <message>
        <source>This line&apos;s gateway (%1) cannot send messages.</source>
        <translation>O gateway desta linha (%1) não consegue enviar mensagens.</translation>
    </message>
    <message>
        <source>The contact&apos;s last message is more than 24 hours old: Meta allows no answer any more.</source>
        <translation>A última mensagem do contato tem mais de 24 horas: a Meta não permite mais responder.</translation>
    </message>
    <message>
        <source>A group cannot be blocked, only a contact.</source>
        <translation>Um grupo não pode ser bloqueado, só um contato.</translation>
    </message>
    <message>
        <source>%1 can neither send nor receive until somebody resumes the line.</source>
        <translation>%1: não envia nem recebe mensagens até que alguém retome a linha.</translation>
    </message>
    <message>
        <source>Suspending logs this line out of %1: %2 can neither send nor receive, and somebody must scan a new QR code to resume.</source>
        <translation>Suspender desconecta esta linha de %1: %2 não envia nem recebe, e alguém precisa ler um novo QR code para retomar.</translation>
    </message>
    <message>
        <source>%1 can send and receive again once somebody scans a new QR code at %2.</source>
        <translation>%1: volta a enviar e receber quando alguém ler um novo QR code em %2.</translation>
    </message>
    <message>
        <source>%1 can send and receive again at once.</source>
        <translation>%1: volta a enviar e receber mensagens imediatamente.</translation>
    </message>
    <message>
        <source>WAHA&apos;s engines NOWEB and GOWS cannot block contacts; only a line on WEBJS or WPP can.</source>
        <translation>Os motores NOWEB e GOWS do WAHA não bloqueiam contatos; só uma linha em WEBJS ou WPP bloqueia.</translation>
    </message>
</context>
<context>
    <name>atalaia::LineWords</name>
    <message>
        <source>Working</source>
        <extracomment>A line (a company&apos;s WhatsApp number) as the gateway says</extracomment>
        <translation>Funcionando</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Iniciando</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Parada</translation>
    </message>
    <message>
        <source>Needs pairing</source>
        <translation>Precisa ser pareada</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Com falha</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Desconhecido</translation>
    </message>
    <message>
        <source>Silent</source>
        <extracomment>Alarm of a line: nothing comes where something used to come</extracomment>
        <translation>Em silêncio</translation>
    </message>
    <message>
        <source>Left the platform</source>
        <translation>Saiu da plataforma</translation>
    </message>
    <message>
        <source>Restricted</source>
        <translation>Restrita</translation>
    </message>
    <message>
        <source>Logged out</source>
        <translation>Desconectada</translation>
    </message>
    <message>
        <source>No history</source>
        <translation>Sem histórico</translation>
    </message>
    <message>
        <source>Line %1 is silent: connected, but nothing comes</source>
        <translation>A linha %1 está em silêncio: conectada, mas nada chega</translation>
    </message>
    <message numerus="yes">
        <source>Line %1 is silent: nothing since %2, usually %Ln messages an hour</source>
        <translation>
            <numerusform>A linha %1 está em silêncio: nada desde %2, o normal é %Ln mensagem por hora</numerusform>
            <numerusform>A linha %1 está em silêncio: nada desde %2, o normal são %Ln mensagens por hora</numerusform>
        </translation>
    </message>
    <message>
        <source>Line %1 left the gateway&apos;s platform: nothing comes from it any more</source>
        <translation>A linha %1 saiu da plataforma do gateway: nada mais chega dela</translation>
    </message>
    <message>
        <source>WhatsApp restricts line %1</source>
        <translation>O WhatsApp restringiu a linha %1</translation>
    </message>
    <message>
        <source>Line %1 is logged out: pair it again with its phone</source>
        <translation>A linha %1 foi desconectada: pareie-a de novo com o telefone</translation>
    </message>
    <message>
        <source>The gateway gives no history of line %1: gaps cannot be closed</source>
        <translation>O gateway não entrega o histórico da linha %1: lacunas não podem ser fechadas</translation>
    </message>
    <message>
        <source>still going on</source>
        <translation>ainda em andamento</translation>
    </message>
    <message>
        <source>being looked at</source>
        <translation>em verificação</translation>
    </message>
    <message numerus="yes">
        <source>being looked at: %Ln messages recovered so far</source>
        <translation>
            <numerusform>em verificação: %Ln mensagem recuperada até agora</numerusform>
            <numerusform>em verificação: %Ln mensagens recuperadas até agora</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing was missed</source>
        <translation>nada se perdeu</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages recovered</source>
        <translation>
            <numerusform>%Ln mensagem recuperada</numerusform>
            <numerusform>%Ln mensagens recuperadas</numerusform>
        </translation>
    </message>
    <message>
        <source>cannot be known: this gateway keeps no history</source>
        <translation>não há como saber: este gateway não guarda histórico</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages recovered; whether that is all cannot be known</source>
        <translation>
            <numerusform>%Ln mensagem recuperada; não há como saber se é tudo</numerusform>
            <numerusform>%Ln mensagens recuperadas; não há como saber se é tudo</numerusform>
        </translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>a conexão caiu</translation>
    </message>
    <message>
        <source>Atalaia was not running</source>
        <translation>o Atalaia não estava aberto</translation>
    </message>
    <message>
        <source>the line was stopped</source>
        <translation>a linha estava parada</translation>
    </message>
    <message>
        <source>nothing came although connected</source>
        <translation>nada chegava, embora conectada</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages wait to be decrypted by the gateway</source>
        <translation>
            <numerusform>%Ln mensagem espera que o gateway a decifre</numerusform>
            <numerusform>%Ln mensagens esperam que o gateway as decifre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages cannot be read here, only on the phone</source>
        <translation>
            <numerusform>%Ln mensagem não pode ser lida aqui, só no celular</numerusform>
            <numerusform>%Ln mensagens não podem ser lidas aqui, só no celular</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln edits came without their new text</source>
        <translation>
            <numerusform>%Ln edição chegou sem o texto novo</numerusform>
            <numerusform>%Ln edições chegaram sem o texto novo</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files are still to be fetched</source>
        <translation>
            <numerusform>%Ln arquivo de mídia ainda vai ser buscado</numerusform>
            <numerusform>%Ln arquivos de mídia ainda vão ser buscados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files were gone at the gateway before they were fetched</source>
        <translation>
            <numerusform>%Ln arquivo de mídia já não estava no gateway quando foi buscado</numerusform>
            <numerusform>%Ln arquivos de mídia já não estavam no gateway quando foram buscados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files are not handed out by the gateway</source>
        <translation>
            <numerusform>%Ln arquivo de mídia não é entregue pelo gateway</numerusform>
            <numerusform>%Ln arquivos de mídia não são entregues pelo gateway</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files are too large to be kept</source>
        <translation>
            <numerusform>%Ln arquivo de mídia é grande demais para ser guardado</numerusform>
            <numerusform>%Ln arquivos de mídia são grandes demais para serem guardados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln media files were recovered at a later try</source>
        <translation>
            <numerusform>%Ln arquivo de mídia foi recuperado numa tentativa posterior</numerusform>
            <numerusform>%Ln arquivos de mídia foram recuperados numa tentativa posterior</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::LinesDialog</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Lines and gaps</source>
        <translation>Linhas e lacunas</translation>
    </message>
    <message>
        <source>No line yet</source>
        <translation>Nenhuma linha ainda</translation>
    </message>
    <message>
        <source>Lines appear here as soon as a gateway names them.</source>
        <translation>As linhas aparecem aqui assim que um gateway as informar.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>LINES</source>
        <translation>LINHAS</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linhas</translation>
    </message>
    <message>
        <source>Gaps of the line</source>
        <translation>Lacunas da linha</translation>
    </message>
    <message>
        <source>No gap: whenever Atalaia looked, nothing was missing.</source>
        <translation>Nenhuma lacuna: sempre que o Atalaia verificou, nada faltava.</translation>
    </message>
    <message>
        <source>PUT ASIDE</source>
        <translation>POSTOS DE LADO</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Ler de novo</translation>
    </message>
    <message>
        <source>Tries once more to read what was put aside of this line&apos;s gateway</source>
        <translation>Tenta mais uma vez ler o que foi posto de lado do gateway desta linha</translation>
    </message>
    <message>
        <source>The lines cannot be shown</source>
        <translation>Não é possível mostrar as linhas</translation>
    </message>
    <message>
        <source>GAPS OF %1</source>
        <translation>LACUNAS DE %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events of this line could not be read or kept:</source>
        <translation>
            <numerusform>%Ln evento desta linha não pôde ser lido ou guardado:</numerusform>
            <numerusform>%Ln eventos desta linha não puderam ser lidos ou guardados:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events of its gateway name no line:</source>
        <translation>
            <numerusform>%Ln evento do gateway dela não diz a linha:</numerusform>
            <numerusform>%Ln eventos do gateway dela não dizem a linha:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older ones were not kept.</source>
        <translation>
            <numerusform>%Ln mais antigo não foi mantido.</numerusform>
            <numerusform>%Ln mais antigos não foram mantidos.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing: every event of this line could be read.</source>
        <translation>Nada: todos os eventos desta linha puderam ser lidos.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lendo…</translation>
    </message>
    <message>
        <source>Tried: %1. Now in the store: %2.</source>
        <translation>Tentados: %1. Agora guardados: %2.</translation>
    </message>
    <message>
        <source>The gateway is not connected; connect it first. Nothing is lost.</source>
        <translation>O gateway não está conectado; conecte-o primeiro. Nada se perdeu.</translation>
    </message>
    <message>
        <source>It is being read again already.</source>
        <translation>Já está sendo lido de novo.</translation>
    </message>
    <message>
        <source>Gateways…</source>
        <translation>Gateways…</translation>
    </message>
    <message>
        <source>CONTENTS MISSING OR LATE</source>
        <translation>CONTEÚDOS QUE FALTAM OU ATRASARAM</translation>
    </message>
</context>
<context>
    <name>atalaia::LinesModel</name>
    <message>
        <source>Line</source>
        <translation>Linha</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Última mensagem</translation>
    </message>
    <message>
        <source>Alarms and gaps</source>
        <translation>Alarmes e lacunas</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Postos de lado</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>nenhuma ainda</translation>
    </message>
    <message numerus="yes">
        <source>%Ln open gaps</source>
        <translation>
            <numerusform>%Ln lacuna aberta</numerusform>
            <numerusform>%Ln lacunas abertas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gaps that cannot be known</source>
        <translation>
            <numerusform>%Ln lacuna sem como saber</numerusform>
            <numerusform>%Ln lacunas sem como saber</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>No alarms and no gaps</extracomment>
        <translation>nenhum</translation>
    </message>
</context>
<context>
    <name>atalaia::ListTab</name>
    <message>
        <source>%1, %L2</source>
        <translation>%1, %L2</translation>
    </message>
</context>
<context>
    <name>atalaia::ReasonPopup</name>
    <message>
        <source>Reason to dismiss</source>
        <translation>Motivo do descarte</translation>
    </message>
    <message>
        <source>Dismiss, because it is</source>
        <translation>Motivo do descarte</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Outro motivo</translation>
    </message>
    <message>
        <source>4   Other… say why, then Enter</source>
        <translation>4   Outro… escreva e tecle Enter</translation>
    </message>
</context>
<context>
    <name>atalaia::ReviewController</name>
    <message>
        <source>That cannot be taken back any more.</source>
        <translation>Isso não pode mais ser desfeito.</translation>
    </message>
    <message>
        <source>Taken back; nothing was sent.</source>
        <translation>Desfeito; nada foi enviado.</translation>
    </message>
    <message>
        <source>Too late to take it back: it has left already.</source>
        <translation>Tarde demais para desfazer: já foi enviado.</translation>
    </message>
    <message>
        <source>%1: done. The gateway answered “%2”.</source>
        <translation>%1: feito. O gateway respondeu “%2”.</translation>
    </message>
    <message>
        <source>%1: not done. The gateway answered “%2”.</source>
        <translation>%1: não foi feito. O gateway respondeu “%2”.</translation>
    </message>
    <message>
        <source>Separated. What was said stays with the identity it came from.</source>
        <translation>Separadas. O que foi dito fica com a identidade de onde veio.</translation>
    </message>
    <message>
        <source>Joined again.</source>
        <translation>Reunidas de novo.</translation>
    </message>
</context>
<context>
    <name>atalaia::ReviewWords</name>
    <message>
        <source>Undo assign to me</source>
        <translation>Desfazer assumir</translation>
    </message>
    <message>
        <source>Undo release</source>
        <translation>Desfazer devolução</translation>
    </message>
    <message>
        <source>Undo dismiss</source>
        <translation>Desfazer descarte</translation>
    </message>
    <message>
        <source>Undo confirm</source>
        <translation>Desfazer confirmação</translation>
    </message>
    <message>
        <source>Undo escalate</source>
        <translation>Desfazer escalada</translation>
    </message>
    <message>
        <source>Undo snooze</source>
        <translation>Desfazer adiamento</translation>
    </message>
    <message>
        <source>Undo reopen</source>
        <translation>Desfazer reabertura</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Take back message</source>
        <translation>Cancelar mensagem</translation>
    </message>
    <message>
        <source>Take back deletion</source>
        <translation>Cancelar exclusão</translation>
    </message>
    <message>
        <source>Take back suspension</source>
        <translation>Cancelar suspensão</translation>
    </message>
    <message>
        <source>Take back resuming</source>
        <translation>Cancelar retomada</translation>
    </message>
    <message>
        <source>Not a violation</source>
        <translation>Não é violação</translation>
    </message>
    <message>
        <source>Wrong context</source>
        <translation>Outro contexto</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicada</translation>
    </message>
    <message>
        <source>took it</source>
        <translation>assumiu</translation>
    </message>
    <message>
        <source>released it</source>
        <translation>devolveu</translation>
    </message>
    <message>
        <source>dismissed it</source>
        <translation>descartou</translation>
    </message>
    <message>
        <source>confirmed it</source>
        <translation>confirmou</translation>
    </message>
    <message>
        <source>escalated it</source>
        <translation>escalou</translation>
    </message>
    <message>
        <source>snoozed it</source>
        <translation>adiou</translation>
    </message>
    <message>
        <source>reopened it</source>
        <translation>reabriu</translation>
    </message>
    <message>
        <source>took a decision back</source>
        <translation>desfez uma decisão</translation>
    </message>
    <message>
        <source>Message to the contact</source>
        <translation>Mensagem ao contato</translation>
    </message>
    <message>
        <source>Delete for everyone</source>
        <translation>Apagar para todos</translation>
    </message>
    <message>
        <source>Suspend the line</source>
        <translation>Suspender a linha</translation>
    </message>
    <message>
        <source>Resume the line</source>
        <translation>Retomar a linha</translation>
    </message>
    <message>
        <source>waits; can still be taken back</source>
        <translation>aguarda; ainda pode ser desfeita</translation>
    </message>
    <message>
        <source>on its way to the gateway</source>
        <translation>a caminho do gateway</translation>
    </message>
    <message>
        <source>done</source>
        <translation>concluída</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>taken back, nothing was sent</source>
        <translation>desfeita, nada foi enviado</translation>
    </message>
    <message>
        <source>phrase</source>
        <translation>frase</translation>
    </message>
    <message>
        <source>regular expression</source>
        <translation>expressão regular</translation>
    </message>
    <message>
        <source>beginning of a word</source>
        <translation>começo de palavra</translation>
    </message>
    <message>
        <source>words near each other</source>
        <translation>palavras próximas</translation>
    </message>
    <message>
        <source>expression</source>
        <translation>expressão</translation>
    </message>
    <message>
        <source>Counts whoever writes it</source>
        <translation>Conta seja quem for que escreva</translation>
    </message>
    <message>
        <source>Counts when the agent writes it</source>
        <translation>Conta quando o agente escreve</translation>
    </message>
    <message>
        <source>Counts when the contact writes it</source>
        <translation>Conta quando o contato escreve</translation>
    </message>
    <message>
        <source>Take back blocking</source>
        <translation>Cancelar bloqueio</translation>
    </message>
    <message>
        <source>Take back unblocking</source>
        <translation>Cancelar desbloqueio</translation>
    </message>
    <message>
        <source>Block the contact</source>
        <translation>Bloquear o contato</translation>
    </message>
    <message>
        <source>Unblock the contact</source>
        <translation>Desbloquear o contato</translation>
    </message>
</context>
<context>
    <name>atalaia::StatusStrip</name>
    <message>
        <source>Working hours unknown: nothing counts as out of hours</source>
        <translation>Horário de trabalho desconhecido: nada conta como fora do horário</translation>
    </message>
    <message>
        <source>Company profile unreadable: the last good one counts</source>
        <translation>Perfil da empresa ilegível: vale o último que estava correto</translation>
    </message>
    <message>
        <source>Company profile unreadable: working hours unknown</source>
        <translation>Perfil da empresa ilegível: horário de trabalho desconhecido</translation>
    </message>
    <message>
        <source>No gateway connected</source>
        <translation>Nenhum gateway conectado</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>last message %1</source>
        <translation>última mensagem %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames put aside as unreadable</source>
        <translation>
            <numerusform>%Ln pacote ilegível posto de lado</numerusform>
            <numerusform>%Ln pacotes ilegíveis postos de lado</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages today</source>
        <translation>
            <numerusform>%Ln mensagem hoje</numerusform>
            <numerusform>%Ln mensagens hoje</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln conversations</source>
        <translation>
            <numerusform>%Ln conversa</numerusform>
            <numerusform>%Ln conversas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %Ln more alarms)</source>
        <translation>
            <numerusform>%1 (e mais %Ln alarme)</numerusform>
            <numerusform>%1 (e mais %Ln alarmes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>atalaia::ThreadController</name>
    <message>
        <source>No thread is open</source>
        <translation>Nenhuma conversa aberta</translation>
    </message>
    <message>
        <source>Choose one on the left to read the whole conversation.</source>
        <translation>Escolha uma à esquerda para ler a conversa inteira.</translation>
    </message>
</context>
<context>
    <name>atalaia::ThreadPane</name>
    <message>
        <source>No thread is open</source>
        <translation>Nenhuma conversa aberta</translation>
    </message>
    <message>
        <source>Choose one in the list to read it here.</source>
        <translation>Escolha uma na lista para ler aqui.</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Ocorrência anterior</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Próxima ocorrência</translation>
    </message>
    <message>
        <source>The selected message disappears from the contact&apos;s WhatsApp. Here its text is kept.</source>
        <translation>A mensagem selecionada some do WhatsApp do contato. Aqui o texto é mantido.</translation>
    </message>
    <message>
        <source>Delete for everyone</source>
        <translation>Apagar para todos</translation>
    </message>
    <message>
        <source>Suspend the line</source>
        <translation>Suspender a linha</translation>
    </message>
    <message>
        <source>Resume the line</source>
        <translation>Retomar a linha</translation>
    </message>
    <message>
        <source>Message leaves in %1 s</source>
        <translation>A mensagem sai em %1 s</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Agent %1 → Contact %2</source>
        <translation>Agente %1 → Contato %2</translation>
    </message>
    <message>
        <source>· line %1 · group</source>
        <translation>· linha %1 · grupo</translation>
    </message>
    <message>
        <source>· line %1</source>
        <translation>· linha %1</translation>
    </message>
    <message>
        <source>hits: %1</source>
        <translation>ocorrências: %1</translation>
    </message>
    <message>
        <source>hit %1 of %2</source>
        <translation>ocorrência %1 de %2</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Copiar texto</translation>
    </message>
    <message>
        <source>Delete for everyone…</source>
        <translation>Apagar para todos…</translation>
    </message>
    <message>
        <source>Agent %1 on line %2</source>
        <translation>Agente %1 na linha %2</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Próxima</translation>
    </message>
    <message>
        <source>%1: asking the gateway…</source>
        <translation>%1: perguntando ao gateway…</translation>
    </message>
    <message>
        <source>Contact %1 can neither write to nor call line %2 until somebody unblocks the contact.</source>
        <translation>O contato %1 não pode escrever nem ligar para a linha %2 até que alguém o desbloqueie.</translation>
    </message>
    <message>
        <source>Block the contact</source>
        <translation>Bloquear o contato</translation>
    </message>
    <message>
        <source>Contact %1 can write to line %2 again at once.</source>
        <translation>O contato %1 volta a poder escrever para a linha %2 imediatamente.</translation>
    </message>
    <message>
        <source>Unblock the contact</source>
        <translation>Desbloquear o contato</translation>
    </message>
</context>
<context>
    <name>atalaia::ThreadWords</name>
    <message>
        <source>Agent</source>
        <translation>Agente</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contato</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>Author of a notice by WhatsApp itself</extracomment>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Imagem</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Vídeo</translation>
    </message>
    <message>
        <source>Voice message</source>
        <translation>Mensagem de voz</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Sticker</source>
        <translation>Figurinha</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Localização</translation>
    </message>
    <message>
        <source>Contact card</source>
        <translation>Cartão de contato</translation>
    </message>
    <message>
        <source>Something Atalaia cannot show</source>
        <translation>Algo que o Atalaia não consegue mostrar</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>não enviada</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>aguardando envio</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>enviada</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>entregue</translation>
    </message>
    <message>
        <source>read</source>
        <translation>lida</translation>
    </message>
    <message>
        <source>played</source>
        <translation>ouvida</translation>
    </message>
    <message>
        <source>HH:mm</source>
        <extracomment>Time of a message, in QTime&apos;s format letters: 14:05</extracomment>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>ddd d MMM</source>
        <extracomment>Date of a day separator, in QDate&apos;s format letters: Tue 18 Nov</extracomment>
        <translation>ddd, d &apos;de&apos; MMM</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <extracomment>Date of a day separator in another year, in QDate&apos;s format letters: Tue 18 Nov 2025</extracomment>
        <translation>ddd, d &apos;de&apos; MMM &apos;de&apos; yyyy</translation>
    </message>
    <message>
        <source>deleted by agent %1 · kept</source>
        <translation>apagada pelo agente às %1 · mantida</translation>
    </message>
    <message>
        <source>deleted by contact %1 · kept</source>
        <translation>apagada pelo contato às %1 · mantida</translation>
    </message>
    <message>
        <source>deleted %1 · kept</source>
        <translation>apagada às %1 · mantida</translation>
    </message>
    <message>
        <source>no text was captured</source>
        <translation>nenhum texto capturado</translation>
    </message>
    <message>
        <source>marked: %1, severity %2</source>
        <translation>marcado: %1, gravidade %2</translation>
    </message>
    <message>
        <source>edited %1</source>
        <translation>editada às %1</translation>
    </message>
    <message>
        <source>first version not captured</source>
        <translation>primeira versão não capturada</translation>
    </message>
    <message>
        <source>reaction %1 by %2</source>
        <translation>reação %1 de %2</translation>
    </message>
    <message>
        <source>Waiting for the gateway to decrypt this message</source>
        <translation>Aguardando o gateway decifrar esta mensagem</translation>
    </message>
    <message>
        <source>WhatsApp did not hand this message on; it is only on the phone</source>
        <translation>O WhatsApp não repassou esta mensagem; ela está só no telefone</translation>
    </message>
    <message>
        <source>Edited; the gateway could not read the new text</source>
        <translation>Editada; o gateway não conseguiu ler o novo texto</translation>
    </message>
    <message>
        <source>kept · %1 · SHA-256 %2… · not what the gateway announced</source>
        <translation>guardado · %1 · SHA-256 %2… · diferente do que o gateway anunciou</translation>
    </message>
    <message>
        <source>kept · %1 · SHA-256 %2…</source>
        <translation>guardado · %1 · SHA-256 %2…</translation>
    </message>
    <message>
        <source>not kept: the gateway does not have it any more</source>
        <translation>não guardado: o gateway não o tem mais</translation>
    </message>
    <message>
        <source>not kept: the gateway does not hand it out</source>
        <translation>não guardado: o gateway não o entrega</translation>
    </message>
    <message>
        <source>not kept: too large</source>
        <translation>não guardado: grande demais</translation>
    </message>
</context>
<context>
    <name>atalaia::TopBar</name>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>All commands by group</source>
        <translation>Todos os comandos por grupo</translation>
    </message>
    <message>
        <source>Search the list</source>
        <translation>Buscar na lista</translation>
    </message>
    <message>
        <source>Search (/), all commands Ctrl+K</source>
        <translation>Buscar (/), comandos Ctrl+K</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Não conectado</translation>
    </message>
</context>
<context>
    <name>atalaia::Words</name>
    <message>
        <source>Bribery</source>
        <translation>Suborno</translation>
    </message>
    <message>
        <source>Complaint or legal step</source>
        <translation>Reclamação ou medida legal</translation>
    </message>
    <message>
        <source>Personal data requested</source>
        <translation>Pedido de dados pessoais</translation>
    </message>
    <message>
        <source>Claim about where data came from</source>
        <translation>Alegação sobre a origem dos dados</translation>
    </message>
    <message>
        <source>Discrimination</source>
        <translation>Discriminação</translation>
    </message>
    <message>
        <source>Harassment</source>
        <translation>Assédio</translation>
    </message>
    <message>
        <source>Insult</source>
        <translation>Ofensa</translation>
    </message>
    <message>
        <source>A minor is involved</source>
        <translation>Envolve menor de idade</translation>
    </message>
    <message>
        <source>Monitoring notice</source>
        <translation>Aviso de monitoramento</translation>
    </message>
    <message>
        <source>Contact after objection</source>
        <translation>Contato após oposição</translation>
    </message>
    <message>
        <source>Away from company channels</source>
        <translation>Fora dos canais da empresa</translation>
    </message>
    <message>
        <source>Contact asked to stop</source>
        <translation>Contato pediu para parar</translation>
    </message>
    <message>
        <source>Secret requested</source>
        <translation>Pedido de senha ou código</translation>
    </message>
    <message>
        <source>Sensitive data</source>
        <translation>Dados sensíveis</translation>
    </message>
    <message>
        <source>Threat</source>
        <translation>Ameaça</translation>
    </message>
    <message>
        <source>Ticket opened by chat</source>
        <translation>Chamado aberto pelo chat</translation>
    </message>
    <message>
        <source>Without a category</source>
        <translation>Sem categoria</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>crítica</translation>
    </message>
    <message>
        <source>high</source>
        <translation>alta</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>média</translation>
    </message>
    <message>
        <source>low</source>
        <translation>baixa</translation>
    </message>
    <message>
        <source>informative</source>
        <translation>informativa</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>flag</comment>
        <extracomment>What became of one flag</extracomment>
        <translation>Aberta</translation>
    </message>
    <message>
        <source>Escalated</source>
        <comment>flag</comment>
        <extracomment>What became of one flag</extracomment>
        <translation>Escalada</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <comment>flag</comment>
        <extracomment>What became of one flag</extracomment>
        <translation>Descartada</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <comment>flag</comment>
        <extracomment>What became of one flag</extracomment>
        <translation>Confirmada</translation>
    </message>
    <message>
        <source>Inbox</source>
        <comment>list</comment>
        <extracomment>List of threads</extracomment>
        <translation>Fila</translation>
    </message>
    <message>
        <source>Escalated</source>
        <comment>list</comment>
        <extracomment>List of threads</extracomment>
        <translation>Escaladas</translation>
    </message>
    <message>
        <source>Decided</source>
        <comment>list</comment>
        <extracomment>List of threads</extracomment>
        <translation>Decididas</translation>
    </message>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>%1 minutes ago, short</extracomment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>%1 hours ago, short</extracomment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>%1 days ago, short</extracomment>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>há %1 s</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>há %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>há %1 h</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>há %1 d</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Ao vivo</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Conectando</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Atualizando</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Em pausa</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Desligado</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Sem conexão</translation>
    </message>
    <message>
        <source>Gateway switched off</source>
        <translation>Gateway desligado</translation>
    </message>
    <message>
        <source>Connecting to the gateway…</source>
        <translation>Conectando ao gateway…</translation>
    </message>
    <message>
        <source>Connected, catching up</source>
        <translation>Conectado, atualizando</translation>
    </message>
    <message>
        <source>Connected, catching up: %1 of %2 lines</source>
        <translation>Conectado, atualizando: %1 de %2 linhas</translation>
    </message>
    <message>
        <source>Gateway connected</source>
        <translation>Gateway conectado</translation>
    </message>
    <message>
        <source>Gateway unreachable, trying again…</source>
        <translation>Gateway fora de alcance, tentando de novo…</translation>
    </message>
    <message>
        <source>Gateway unreachable, next attempt in %1 s</source>
        <translation>Gateway fora de alcance, nova tentativa em %1 s</translation>
    </message>
    <message>
        <source>The gateway refused the key</source>
        <translation>O gateway recusou a chave</translation>
    </message>
    <message>
        <source>The gateway&apos;s key is missing</source>
        <translation>Falta a chave do gateway</translation>
    </message>
    <message>
        <source>Paused: messages wait at the gateway</source>
        <translation>Em pausa: as mensagens aguardam no gateway</translation>
    </message>
    <message>
        <source>%1, %2, %3 to %4, %5</source>
        <extracomment>spoken: category, severity, agent, contact, age. Example: &quot;Threat, critical, A-07 to C-3F2A, 4 min&quot;</extracomment>
        <translation>%1, %2, de %3 para %4, %5</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln ocorrência</numerusform>
            <numerusform>%Ln ocorrências</numerusform>
        </translation>
    </message>
    <message>
        <source>taken by %1</source>
        <translation>assumida por %1</translation>
    </message>
    <message>
        <source>Discourtesy</source>
        <translation>Descortesia</translation>
    </message>
    <message>
        <source>Unsolicited contact</source>
        <translation>Contato não solicitado</translation>
    </message>
    <message>
        <source>Outside working hours</source>
        <translation>Fora do horário de trabalho</translation>
    </message>
    <message>
        <source>Agent not identified</source>
        <translation>Agente não identificado</translation>
    </message>
    <message>
        <source>Data incident</source>
        <translation>Incidente com dados</translation>
    </message>
    <message>
        <source>No notice of monitoring</source>
        <translation>Sem aviso de monitoramento</translation>
    </message>
    <message>
        <source>Personal data in chat</source>
        <translation>Dados pessoais na conversa</translation>
    </message>
    <message>
        <source>Private conversation</source>
        <translation>Conversa particular</translation>
    </message>
    <message>
        <source>Late answer</source>
        <translation>Resposta tardia</translation>
    </message>
    <message>
        <source>Rights of the data subject</source>
        <translation>Direitos do titular</translation>
    </message>
    <message>
        <source>Changed or deleted afterwards</source>
        <translation>Alterado ou apagado depois</translation>
    </message>
    <message>
        <source>Not connected: the key would travel unencrypted</source>
        <translation>Não conectado: a chave viajaria sem criptografia</translation>
    </message>
</context>
</TS>
