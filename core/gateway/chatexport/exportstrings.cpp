// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/chatexport/exportstrings.h"

#include "gateway/chatexport/utf8cursor.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

struct PhraseRow
{
    const char16_t *text; // lower case, without last full stop
    ExportPhrase phrase;
    MessageKind kind = MessageKind::Unknown;
    bool isPlain = false;
};

constexpr auto kOmitted = ExportPhrase::MediaOmitted;

constexpr PhraseRow kPhrases[] = {
        // Android has one phrase for all sorts, in angle brackets.
        {u"<mídia oculta>", kOmitted, MessageKind::Unknown, true},
        {u"<mídia omitida>", kOmitted, MessageKind::Unknown, true},
        {u"<arquivo de mídia oculto>", kOmitted, MessageKind::Unknown, true},
        {u"<ficheiro não revelado>", kOmitted, MessageKind::Unknown, true},
        {u"<multimedia omitido>", kOmitted, MessageKind::Unknown, true},
        {u"<archivo omitido>", kOmitted, MessageKind::Unknown, true},
        {u"<media omitted>", kOmitted, MessageKind::Unknown, true},
        {u"<медіа пропущено>", kOmitted, MessageKind::Unknown, true},
        {u"<медіафайли відсутні>", kOmitted, MessageKind::Unknown, true},
        {u"<медіа відсутня>", kOmitted, MessageKind::Unknown, true},
        {u"<без медіафайлів>", kOmitted, MessageKind::Unknown, true},
        {u"<без медиафайлов>", kOmitted, MessageKind::Unknown, true},
        {u"<файл пропущен>", kOmitted, MessageKind::Unknown, true},
        {u"<medien ausgeschlossen>", kOmitted, MessageKind::Unknown, true},
        {u"<medien ausgelassen>", kOmitted, MessageKind::Unknown, true},
        {u"<médias omis>", kOmitted, MessageKind::Unknown, true},
        {u"<media omessi>", kOmitted, MessageKind::Unknown, true},
        // iPhones name the sort.
        {u"imagem ocultada", kOmitted, MessageKind::Image},
        {u"imagem omitida", kOmitted, MessageKind::Image},
        {u"imagem não revelada", kOmitted, MessageKind::Image},
        {u"imagen omitida", kOmitted, MessageKind::Image},
        {u"image omitted", kOmitted, MessageKind::Image},
        {u"зображення пропущено", kOmitted, MessageKind::Image},
        {u"зображення відсутнє", kOmitted, MessageKind::Image},
        {u"gif-анімацію пропущено", kOmitted, MessageKind::Image},
        {u"изображение отсутствует", kOmitted, MessageKind::Image},
        {u"изображение опущено", kOmitted, MessageKind::Image},
        {u"изображение пропущено", kOmitted, MessageKind::Image},
        {u"bild weggelassen", kOmitted, MessageKind::Image},
        {u"gif omitido", kOmitted, MessageKind::Image},
        {u"gif omitida", kOmitted, MessageKind::Image},
        {u"gif ocultado", kOmitted, MessageKind::Image},
        {u"gif não revelada", kOmitted, MessageKind::Image},
        {u"gif omitted", kOmitted, MessageKind::Image},
        {u"gif пропущено", kOmitted, MessageKind::Image},
        {u"gif опущено", kOmitted, MessageKind::Image},
        {u"gif weggelassen", kOmitted, MessageKind::Image},
        {u"vídeo omitido", kOmitted, MessageKind::Video},
        {u"vídeo ocultado", kOmitted, MessageKind::Video},
        {u"vídeo não revelado", kOmitted, MessageKind::Video},
        {u"mensagem de vídeo omitida", kOmitted, MessageKind::Video},
        {u"video omitido", kOmitted, MessageKind::Video},
        {u"video omitted", kOmitted, MessageKind::Video},
        {u"video note omitted", kOmitted, MessageKind::Video},
        {u"відео пропущено", kOmitted, MessageKind::Video},
        {u"відео відсутнє", kOmitted, MessageKind::Video},
        {u"видео опущено", kOmitted, MessageKind::Video},
        {u"видео пропущено", kOmitted, MessageKind::Video},
        {u"video weggelassen", kOmitted, MessageKind::Video},
        {u"áudio ocultado", kOmitted, MessageKind::Audio},
        {u"áudio omitido", kOmitted, MessageKind::Audio},
        {u"ficheiro de áudio não revelado", kOmitted, MessageKind::Audio},
        {u"audio omitido", kOmitted, MessageKind::Audio},
        {u"audio omitted", kOmitted, MessageKind::Audio},
        {u"аудіо пропущено", kOmitted, MessageKind::Audio},
        {u"аудіо відсутнє", kOmitted, MessageKind::Audio},
        {u"аудио опущено", kOmitted, MessageKind::Audio},
        {u"аудио пропущено", kOmitted, MessageKind::Audio},
        {u"audio weggelassen", kOmitted, MessageKind::Audio},
        {u"figurinha omitida", kOmitted, MessageKind::Sticker},
        {u"sticker não revelado", kOmitted, MessageKind::Sticker},
        {u"sticker omitido", kOmitted, MessageKind::Sticker},
        {u"sticker omitted", kOmitted, MessageKind::Sticker},
        {u"стікер пропущено", kOmitted, MessageKind::Sticker},
        {u"наклейку не додано", kOmitted, MessageKind::Sticker},
        {u"стикер опущен", kOmitted, MessageKind::Sticker},
        {u"стикер пропущен", kOmitted, MessageKind::Sticker},
        {u"sticker weggelassen", kOmitted, MessageKind::Sticker},
        {u"documento omitido", kOmitted, MessageKind::Document},
        {u"documento ocultado", kOmitted, MessageKind::Document},
        {u"documento não revelado", kOmitted, MessageKind::Document},
        {u"document omitted", kOmitted, MessageKind::Document},
        {u"документ пропущено", kOmitted, MessageKind::Document},
        {u"документ опущен", kOmitted, MessageKind::Document},
        {u"документ пропущен", kOmitted, MessageKind::Document},
        {u"dokument weggelassen", kOmitted, MessageKind::Document},
        {u"cartão do contato omitido", kOmitted, MessageKind::ContactCard},
        {u"cartão de contato omitido", kOmitted, MessageKind::ContactCard},
        {u"contacto não revelado", kOmitted, MessageKind::ContactCard},
        {u"tarjeta de contacto omitida", kOmitted, MessageKind::ContactCard},
        {u"contact card omitted", kOmitted, MessageKind::ContactCard},
        {u"контакт пропущено", kOmitted, MessageKind::ContactCard},
        {u"картка контакту відсутня", kOmitted, MessageKind::ContactCard},
        {u"карточка контакта опущена", kOmitted, MessageKind::ContactCard},
        {u"контакт пропущен", kOmitted, MessageKind::ContactCard},
        {u"kontaktkarte ausgelassen", kOmitted, MessageKind::ContactCard},
        // Deleted for everyone.
        {u"mensagem apagada", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"esta mensagem foi apagada", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"essa mensagem foi apagada", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"esta mensagem foi apagada pelo remetente", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"se eliminó este mensaje", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"este mensaje fue eliminado", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"this message was deleted", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"this message was deleted by an admin", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"you deleted this message as admin", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"esta mensagem foi apagada por um admin", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"você apagou esta mensagem como admin", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"це повідомлення було видалено", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"це повідомлення видалено", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"повідомлення видалено", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"данное сообщение удалено", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"сообщение удалено", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"diese nachricht wurde gelöscht", ExportPhrase::Deleted, MessageKind::Text, true},
        {u"você apagou esta mensagem", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        {u"você apagou essa mensagem", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        {u"apagou esta mensagem", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        {u"eliminaste este mensaje", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        {u"you deleted this message", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        {u"ви видалили це повідомлення", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        {u"вы удалили данное сообщение", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        {u"вы удалили это сообщение", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        {u"du hast diese nachricht gelöscht", ExportPhrase::DeletedByExporter, MessageKind::Text, true},
        // Calls.
        {u"chamada de voz perdida", ExportPhrase::MissedCall},
        {u"chamada de vídeo perdida", ExportPhrase::MissedCall},
        {u"videochamada perdida", ExportPhrase::MissedCall},
        {u"ligação de voz perdida", ExportPhrase::MissedCall},
        {u"ligação de vídeo perdida", ExportPhrase::MissedCall},
        {u"llamada perdida", ExportPhrase::MissedCall},
        {u"llamada de voz perdida", ExportPhrase::MissedCall},
        {u"videollamada perdida", ExportPhrase::MissedCall},
        {u"missed voice call", ExportPhrase::MissedCall},
        {u"missed video call", ExportPhrase::MissedCall},
        {u"missed group voice call", ExportPhrase::MissedCall},
        {u"missed group video call", ExportPhrase::MissedCall},
        {u"пропущений голосовий виклик", ExportPhrase::MissedCall},
        {u"пропущений аудіодзвінок", ExportPhrase::MissedCall},
        {u"пропущений відеодзвінок", ExportPhrase::MissedCall},
        {u"пропущений відеовиклик", ExportPhrase::MissedCall},
        {u"пропущенный аудиозвонок", ExportPhrase::MissedCall},
        {u"пропущенный видеозвонок", ExportPhrase::MissedCall},
        {u"verpasster sprachanruf", ExportPhrase::MissedCall},
        {u"verpasster videoanruf", ExportPhrase::MissedCall},
        // A place that went on being told, of which nothing is left.
        {u"localização atual compartilhada", ExportPhrase::LiveLocation},
        {u"localização em tempo real partilhada", ExportPhrase::LiveLocation},
        {u"ubicación en tiempo real compartida", ExportPhrase::LiveLocation},
        {u"live location shared", ExportPhrase::LiveLocation},
        {u"live-standort wird geteilt", ExportPhrase::LiveLocation},
};

// How the notices of an iPhone begin; they end in one of several ways ("Tap to learn more").
constexpr PhraseRow kBeginnings[] = {
        {u"as mensagens e as chamadas são protegidas com a criptografia de ponta a ponta", ExportPhrase::Encryption},
        {u"as mensagens e ligações são protegidas com a criptografia de ponta a ponta", ExportPhrase::Encryption},
        {u"as mensagens e chamadas são encriptadas ponto a ponto", ExportPhrase::Encryption},
        {u"los mensajes y las llamadas están cifrados de extremo a extremo", ExportPhrase::Encryption},
        {u"messages and calls are end-to-end encrypted", ExportPhrase::Encryption},
        {u"messages to this chat and calls are now secured with end-to-end encryption", ExportPhrase::Encryption},
        {u"this message was deleted by admin ", ExportPhrase::Deleted},
        {u"esta mensagem foi apagada pelo admin ", ExportPhrase::Deleted},
        {u"повідомлення та виклики захищено наскрізним шифруванням", ExportPhrase::Encryption},
        {u"повідомлення й дзвінки захищено наскрізним шифруванням", ExportPhrase::Encryption},
        {u"сообщения и звонки защищены сквозным шифрованием", ExportPhrase::Encryption},
        {u"nachrichten und anrufe sind ende-zu-ende-verschlüsselt", ExportPhrase::Encryption},
        {u"seu código de segurança com ", ExportPhrase::SecurityCode},
        {u"o seu código de segurança com ", ExportPhrase::SecurityCode},
        {u"cambió tu código de seguridad con ", ExportPhrase::SecurityCode},
        {u"your security code with ", ExportPhrase::SecurityCode},
        {u"ваш код безпеки з ", ExportPhrase::SecurityCode},
        {u"ваш код безопасности с ", ExportPhrase::SecurityCode},
        {u"deine sicherheitsnummer für ", ExportPhrase::SecurityCode},
};
constexpr qsizetype kLongestNotice = 260;
constexpr qsizetype kLongestPhrase = 60;

constexpr const char16_t *kEdited[] = {
        u"<mensagem editada>",           u"<esta mensagem foi editada>",        u"<se editó este mensaje>",
        u"<este mensaje fue editado>",   u"<this message was edited>",          u"<це повідомлення відредаговано>",
        u"<повідомлення відредаговано>", u"<данное сообщение изменено>",        u"<это сообщение изменено>",
        u"<сообщение изменено>",         u"<diese nachricht wurde bearbeitet>",
};
constexpr qsizetype kLongestEdited = 50;

// Behind the name, in parentheses (Android).
constexpr const char16_t *kAttachedBehind[] = {
        u"arquivo anexado", u"ficheiro anexado",  u"archivo adjunto", u"archivo adjuntado", u"file attached",
        u"файл додано",     u"прикріплений файл", u"файл прикреплён", u"файл прикреплен",   u"файл добавлен",
        u"datei angehängt", u"fichier joint",     u"file allegato",
};
// Before the name, in angle brackets (iPhone); alone behind it in older ones.
constexpr const char16_t *kAttachedBefore[] = {
        u"anexado",  u"anexo",       u"adjunto", u"attached",  u"додано",       u"прикріплено", u"вкладення",
        u"вложение", u"прикреплено", u"anhang",  u"angehängt", u"pièce jointe", u"allegato",
};

constexpr const char16_t *kLocation[] = {
        u"localização: ", u"ubicación: ",      u"location: ", u"місцезнаходження: ",
        u"місце: ",       u"местоположение: ", u"standort: ",
};

struct TypeRow
{
    QLatin1StringView ending;
    MessageKind kind;
    const char *type;
};

constexpr std::array kTypes{
        TypeRow{"jpg"_L1, MessageKind::Image, "image/jpeg"},
        TypeRow{"jpeg"_L1, MessageKind::Image, "image/jpeg"},
        TypeRow{"png"_L1, MessageKind::Image, "image/png"},
        TypeRow{"gif"_L1, MessageKind::Image, "image/gif"},
        TypeRow{"heic"_L1, MessageKind::Image, "image/heic"},
        TypeRow{"webp"_L1, MessageKind::Sticker, "image/webp"},
        TypeRow{"mp4"_L1, MessageKind::Video, "video/mp4"},
        TypeRow{"mov"_L1, MessageKind::Video, "video/quicktime"},
        TypeRow{"3gp"_L1, MessageKind::Video, "video/3gpp"},
        TypeRow{"opus"_L1, MessageKind::Audio, "audio/ogg"},
        TypeRow{"ogg"_L1, MessageKind::Audio, "audio/ogg"},
        TypeRow{"m4a"_L1, MessageKind::Audio, "audio/mp4"},
        TypeRow{"mp3"_L1, MessageKind::Audio, "audio/mpeg"},
        TypeRow{"aac"_L1, MessageKind::Audio, "audio/aac"},
        TypeRow{"amr"_L1, MessageKind::Audio, "audio/amr"},
        TypeRow{"vcf"_L1, MessageKind::ContactCard, "text/vcard"},
        TypeRow{"pdf"_L1, MessageKind::Document, "application/pdf"},
};
constexpr qsizetype kLongestEnding = 8;
constexpr qsizetype kLongestFileName = 255;

bool isMark(QChar c)
{
    return isDirectionMark(c.unicode());
}

/// As phrases are compared.
QString comparable(QStringView text)
{
    QString plain = plainText(text).toLower();
    if (plain.endsWith(u'.'))
        plain.chop(1);
    return plain;
}

template <size_t Count> bool isOneOf(const QString &text, const char16_t *const (&list)[Count])
{
    return std::any_of(std::begin(list), std::end(list),
                       [&text](const char16_t *one) { return text == QStringView(one); });
}

QStringView endingOf(QStringView name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot < 0 ? QStringView() : name.sliced(dot + 1);
}

/// A name as files have it: with an ending, on one line, no path.
bool isFileName(QStringView name)
{
    const QStringView ending = endingOf(name);
    return !ending.isEmpty() && ending.size() <= kLongestEnding && name.size() <= kLongestFileName
           && std::all_of(ending.cbegin(), ending.cend(), [](QChar c) { return c.isLetterOrNumber(); })
           && std::none_of(name.cbegin(), name.cend(),
                           [](QChar c) { return c == u'/' || c == u'\\' || c == u'\n' || c.unicode() < 0x20; });
}

const TypeRow *rowOf(QStringView name)
{
    const QStringView ending = endingOf(name);
    const auto found = std::find_if(kTypes.cbegin(), kTypes.cend(), [ending](const TypeRow &row) {
        return ending.compare(row.ending, Qt::CaseInsensitive) == 0;
    });
    return found == kTypes.cend() ? nullptr : &*found;
}

/// "NAME (file attached)" on the first line.
std::optional<NamedAttachment> attachedBehind(QStringView text)
{
    const qsizetype lineEnd = text.indexOf(u'\n');
    const QStringView firstLine = lineEnd < 0 ? text : text.first(lineEnd);
    if (firstLine.size() > 2 * kLongestFileName)
        return std::nullopt;
    const QString line = plainText(firstLine);
    const bool isRound = line.endsWith(u')');
    const qsizetype open = isRound ? line.lastIndexOf(u'(') : line.lastIndexOf(u'<');
    if (open <= 0 || line.at(open - 1) != u' ' || !(isRound || line.endsWith(u'>')))
        return std::nullopt;
    const QString word = line.mid(open + 1, line.size() - open - 2).trimmed().toLower();
    if (!(isRound ? isOneOf(word, kAttachedBehind) : isOneOf(word, kAttachedBefore)))
        return std::nullopt;
    const QString name = line.left(open).trimmed();
    if (!isFileName(name))
        return std::nullopt;
    return NamedAttachment{name, lineEnd < 0 ? QString() : text.sliced(lineEnd + 1).toString()};
}

/// "CAPTION <attached: NAME>" at the end.
std::optional<NamedAttachment> attachedBefore(QStringView text)
{
    QStringView rest = text;
    while (!rest.isEmpty() && (isMark(rest.back()) || rest.back().isSpace()))
        rest.chop(1);
    if (!rest.endsWith(u'>'))
        return std::nullopt;
    const qsizetype open = rest.lastIndexOf(u'<');
    if (open < 0 || rest.size() - open > kLongestFileName + kLongestEdited)
        return std::nullopt;
    const QString inside = plainText(rest.sliced(open + 1).chopped(1));
    const qsizetype colon = inside.indexOf(u':');
    if (colon < 0 || !isOneOf(inside.left(colon).trimmed().toLower(), kAttachedBefore))
        return std::nullopt;
    const QString name = inside.mid(colon + 1).trimmed();
    if (!isFileName(name))
        return std::nullopt;
    QStringView caption = rest.first(open);
    while (!caption.isEmpty() && (isMark(caption.back()) || caption.back() == u' '))
        caption.chop(1);
    while (!caption.isEmpty() && isMark(caption.front()))
        caption = caption.sliced(1);
    return NamedAttachment{name, caption.toString()};
}

} // namespace

QString plainText(QStringView text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text) {
        if (!isMark(c))
            plain += isBlank(c.unicode()) ? QChar(u' ') : c;
    }
    return plain.trimmed();
}

std::optional<ExportPhraseFound> exportPhrase(QStringView text)
{
    static const QHash<QString, ExportPhraseFound> phrases = [] {
        QHash<QString, ExportPhraseFound> made;
        for (const PhraseRow &row : kPhrases)
            made.insert(QString::fromUtf16(row.text), {row.phrase, row.kind, row.isPlain});
        return made;
    }();
    if (text.size() > kLongestNotice || text.isEmpty())
        return std::nullopt;
    const QString compared = comparable(text);
    if (compared.size() <= kLongestPhrase) {
        if (const auto found = phrases.constFind(compared); found != phrases.cend())
            return *found;
    }
    for (const PhraseRow &row : kBeginnings) {
        if (compared.startsWith(QStringView(row.text)) && !compared.contains(u'\n'))
            return ExportPhraseFound{row.phrase, MessageKind::Text, false};
    }
    return std::nullopt;
}

std::optional<QStringView> withoutEditedSuffix(QStringView text)
{
    QStringView rest = text;
    while (!rest.isEmpty() && (isMark(rest.back()) || rest.back().isSpace()))
        rest.chop(1);
    if (!rest.endsWith(u'>'))
        return std::nullopt;
    const qsizetype open = rest.lastIndexOf(u'<');
    if (open < 0 || rest.size() - open > kLongestEdited)
        return std::nullopt;
    QString suffix = plainText(rest.sliced(open)).toLower();
    suffix.remove(u".>"_s).remove(u'>');
    if (!isOneOf(suffix + u'>', kEdited))
        return std::nullopt;
    QStringView before = rest.first(open);
    while (!before.isEmpty() && (isMark(before.back()) || before.back() == u' '))
        before.chop(1);
    return before;
}

std::optional<NamedAttachment> namedAttachment(QStringView text)
{
    if (auto behind = attachedBehind(text))
        return behind;
    return attachedBefore(text);
}

bool isLocation(QStringView text)
{
    if (text.size() > 2 * kLongestFileName)
        return false;
    const QString plain = plainText(text);
    const QString start = plain.left(30).toLower();
    return !plain.contains(u'\n')
           && std::any_of(std::begin(kLocation), std::end(kLocation), [&start, &plain](const char16_t *word) {
                  const QStringView beginning(word);
                  return start.startsWith(beginning)
                         && QStringView(plain).sliced(beginning.size()).startsWith(u"https://maps.google.com/"_s);
              });
}

MessageKind kindOfAttachment(QStringView name)
{
    const TypeRow *row = rowOf(name);
    return row != nullptr ? row->kind : MessageKind::Document;
}

QString typeOfAttachment(QStringView name)
{
    const TypeRow *row = rowOf(name);
    return row != nullptr ? QString::fromLatin1(row->type) : QString();
}

} // namespace atalaia
