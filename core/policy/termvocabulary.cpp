// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/termvocabulary.h"

#include "policy/comparisonkey.h"

#include <QHash>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>
#include <initializer_list>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

/// Words of cells and headers: as comparisonKey, with `_` and `-` as blanks.
QString wordKey(const QString &word)
{
    QString plain = word;
    return comparisonKey(plain.replace(u'_', u' ').replace(u'-', u' '));
}

template <typename Value> class Words
{
public:
    Words(std::initializer_list<std::pair<Value, const char16_t *>> groups)
    {
        for (const auto &[value, words] : groups) {
            const QStringList list = QString::fromUtf16(words).split(u'|');
            for (const QString &word : list)
                m_values.insert(wordKey(word), value);
        }
    }
    std::optional<Value> find(const QString &word) const
    {
        const auto it = m_values.constFind(wordKey(word));
        return it == m_values.cend() ? std::nullopt : std::optional<Value>(*it);
    }

private:
    QHash<QString, Value> m_values;
};

std::optional<TermColumn> columnFromName(const QString &name)
{
    static const Words<TermColumn> kWords = {
            {TermColumn::Term, u"term|terms|keyword|keywords|phrase|word|termo|termos|palavra|palavra-chave|frase|"
                               u"expressão|término|términos|palabra|palabra clave|expresión|термін|слово|ключове слово|"
                               u"фраза|вираз"},
            {TermColumn::Kind, u"kind|type|tipo|тип|вид"},
            {TermColumn::Language, u"language|lang|idioma|língua|lengua|lenguaje|мова"},
            {TermColumn::Category, u"category|categoria|categoría|категорія"},
            {TermColumn::Severity, u"severity|severidade|gravidade|nível|severidad|gravedad|nivel|важливість|"
                                   u"серйозність|критичність|рівень"},
            {TermColumn::Direction, u"direction|direção|sentido|dirección|напрям|напрямок"},
            {TermColumn::Note, u"note|notes|comment|comments|observação|observações|obs|nota|notas|comentário|"
                               u"observación|observaciones|comentario|примітка|примітки|коментар"},
            {TermColumn::Ignored, u"weight|examples_match|examples_no_match|valid_from|valid_to"},
    };
    return kWords.find(name);
}

} // namespace

TermHeader termHeader(const QStringList &cells)
{
    TermHeader header;
    for (const QString &cell : cells) {
        auto column = columnFromName(cell.trimmed());
        const bool isKnown = column && *column != TermColumn::Ignored;
        if (isKnown && header.columns.contains(*column))
            column = std::nullopt; // the first of two columns with the same meaning counts
        header.columns.append(column.value_or(TermColumn::Ignored));
        header.knownCount += column ? 1 : 0;
        if (!column || *column == TermColumn::Ignored)
            header.ignored.append(cell.trimmed());
    }
    return header;
}

std::optional<TermKind> kindFromWord(const QString &word)
{
    static const Words<TermKind> kWords = {
            {TermKind::Literal, u"literal|word|phrase|text|palavra|texto|frase|palabra|слово|фраза|текст|літерал"},
            {TermKind::Regex, u"regex|regexp|regular expression|expressão regular|expresión regular|регулярний вираз"},
            {TermKind::Prefix, u"prefix|stem|prefixo|radical|prefijo|raíz|префікс|початок слова"},
            {TermKind::Near, u"near|onear|proximity|proximidade|perto|proximidad|cerca|поруч"},
            {TermKind::Expression, u"expression|expressão|expresión|вираз"},
    };
    return kWords.find(word);
}

std::optional<Direction> directionFromWord(const QString &word)
{
    static const Words<Direction> kWords = {
            {Direction::Any, u"any|both|all|*|qualquer|ambos|todos|cualquiera|будь-який|обидва|усі"},
            {Direction::Agent, u"agent|employee|outgoing|out|agente|atendente|saída|empleado|salida|агент|оператор|"
                               u"вихідні"},
            {Direction::Contact, u"customer|contact|client|incoming|in|cliente|contato|entrada|contacto|клієнт|контакт|"
                                 u"вхідні"},
    };
    return kWords.find(word);
}

QString kindWord(TermKind kind)
{
    switch (kind) {
    case TermKind::Literal:
        return u"literal"_s;
    case TermKind::Regex:
        return u"regex"_s;
    case TermKind::Prefix:
        return u"prefix"_s;
    case TermKind::Near:
        return u"near"_s;
    case TermKind::Expression:
        return u"expression"_s;
    }
    return {};
}

QString directionWord(Direction direction)
{
    switch (direction) {
    case Direction::Any:
        return u"any"_s;
    case Direction::Agent:
        return u"agent"_s;
    case Direction::Contact:
        return u"customer"_s;
    }
    return {};
}

std::optional<ReadSeverity> severityFromWord(const QString &word)
{
    static const Words<int> kWords = {
            {1, u"low|baixa|baixo|baja|bajo|низька|низький"},
            {3, u"medium|média|médio|media|medio|середня|середній"},
            {5, u"high|alta|alto|critical|crítica|crítico|висока|високий|критична|критичний"},
    };
    if (const auto value = kWords.find(word))
        return ReadSeverity{*value, false, true};
    QString number = word.trimmed();
    bool isNumber = false;
    const double value = number.replace(u',', u'.').toDouble(&isNumber);
    if (!isNumber || !(value >= 1.0 && value <= 5.0))
        return std::nullopt;
    const int rounded = static_cast<int>(std::lround(value));
    return ReadSeverity{rounded, static_cast<double>(rounded) < value || static_cast<double>(rounded) > value, false};
}

std::optional<QString> languageFromWord(const QString &word)
{
    static const Words<QString> kWords = {
            {QString(), u"any|all|*|qualquer|todas|todos|cualquiera|будь-яка"},
            {u"pt-BR"_s, u"português|portugués|portuguese|português do Brasil|португальська"},
            {u"es"_s, u"espanhol|español|spanish|castellano|іспанська"},
            {u"en"_s, u"inglês|inglés|english|англійська"},
            {u"uk"_s, u"ucraniano|ukrainian|українська"},
    };
    if (auto language = kWords.find(word))
        return language;
    static const QRegularExpression kTag(u"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?$"_s);
    const auto match = kTag.match(word.trimmed());
    if (!match.hasMatch() || !languageSuggestion(word).isEmpty())
        return std::nullopt;
    const QString language = match.captured(1).toLower();
    if (QLocale(language).language() == QLocale::C)
        return std::nullopt;
    QStringList parts = {language};
    if (const QString script = match.captured(2).toLower(); !script.isEmpty())
        parts.append(script.at(0).toUpper() + script.sliced(1));
    if (const QString region = match.captured(3).toUpper(); !region.isEmpty())
        parts.append(region);
    return parts.join(u'-');
}

QString languageSuggestion(const QString &word)
{
    // Country codes that people write for a language. "br" is Breton, which nobody here means.
    static const Words<QString> kWords = {
            {u"uk"_s, u"ua|ukr"}, {u"pt-BR"_s, u"br|bra"}, {u"es"_s, u"mx|cl|co|esp"}, {u"en"_s, u"us|gb|eng"}};
    return kWords.find(word).value_or(QString());
}

std::optional<QString> categoryFromWord(const QString &word)
{
    static const Words<QString> kWords = {
            {u"bribery"_s, u"bribery|suborno|propina|soborno|хабарництво|хабар"},
            {u"complaint_legal"_s, u"complaint_legal|reclamação jurídica|reclamo legal|скарга"},
            {u"data_request"_s, u"data_request|pedido de dados|solicitud de datos|запит даних"},
            {u"data_source_claim"_s, u"data_source_claim|origem dos dados|origen de los datos"},
            {u"discrimination"_s, u"discrimination|discriminação|discriminación|дискримінація"},
            {u"harassment"_s, u"harassment|assédio|acoso|домагання"},
            {u"identification"_s, u"identification|identificação|identificación|ідентифікація"},
            {u"insult"_s, u"insult|ofensa|insulto|образа"},
            {u"minor"_s, u"minor|menor|menor de idade|menor de edad|неповнолітні"},
            {u"monitoring_notice"_s, u"monitoring_notice|aviso de monitoramento|aviso de monitoreo"},
            {u"off_channel"_s, u"off_channel|fora do canal|fuera del canal|поза каналом"},
            {u"opt_out"_s, u"opt_out|oposição|oposición|відмова"},
            {u"secret_request"_s, u"secret_request|pedido de senha|solicitud de clave"},
            {u"sensitive_data"_s, u"sensitive_data|dados sensíveis|datos sensibles|чутливі дані"},
            {u"threat"_s, u"threat|ameaça|amenaza|погроза"},
            {u"ticket_by_chat"_s, u"ticket_by_chat|chamado por chat|ticket por chat"},
    };
    return kWords.find(word);
}

} // namespace atalaia
