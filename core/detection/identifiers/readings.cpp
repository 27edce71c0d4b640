// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/readings.h"

#include "detection/identifiers/masking.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr double kCertain = 0.95;
constexpr double kNamedWithoutCheck = 0.8;
constexpr double kStrongAlone = 0.6;
constexpr double kWeakAlone = 0.25;
constexpr double kMistyped = 0.5;
constexpr int kLongestPixEmail = 77; ///< limit of the Pix directory
constexpr int kLongestWebAddress = 200;
constexpr size_t kMostReadings = 20'000; ///< of one text

/// Where two readings of the same characters are equally good: the first of these.
constexpr std::array kRanks = {
        IdentifierKind::PixKey,  IdentifierKind::Phone,      IdentifierKind::Cpf,  IdentifierKind::Cnpj,
        IdentifierKind::Cnh,     IdentifierKind::HealthCard, IdentifierKind::Card, IdentifierKind::Boleto,
        IdentifierKind::Rg,      IdentifierKind::Rut,        IdentifierKind::Cuit, IdentifierKind::Pis,
        IdentifierKind::VoterId, IdentifierKind::Renavam,
};

int rankOf(IdentifierKind kind)
{
    return int(std::find(kRanks.begin(), kRanks.end(), kind) - kRanks.begin());
}

bool isMaskSign(char16_t unit)
{
    return unit == u'*' || unit == 0x2022 || unit == 0x25CF || unit == u'#' || unit == u'X' || unit == u'x';
}

bool isBetweenMasks(char16_t unit)
{
    return unit == u' ' || unit == u'.' || unit == u'-' || unit == u'/';
}

/// How many signs of a mask stand from `from` on in the direction of `step`, a few separators apart.
/// One alone is WhatsApp's bold.
int maskLength(const ScanText &text, int from, int step)
{
    int at = from;
    while (isBetweenMasks(text.at(at)) && std::abs(at - from) < 2)
        at += step;
    const char16_t sign = text.at(at);
    if (!isMaskSign(sign))
        return 0;
    int length = 0;
    while (text.at(at) == sign && length < 20) {
        ++length;
        at += step;
    }
    if (sign == u'x' || sign == u'X') // "0xx11" is how carriers are written, "xx1" a model
        return length >= 2 && at + step != from && !isDigitUnit(text.at(at)) && isBetweenMasks(text.at(from)) ? length
                                                                                                              : 0;
    return length;
}

} // namespace

double confidenceOf(const Scheme &scheme, Shape shape, Check check, bool isInContext)
{
    if (check == Check::Wrong)
        return isInContext ? kMistyped : 0;
    if (check == Check::None && scheme.hasCheckDigits)
        return isInContext ? kMistyped : 0; // could not be checked: of another issuer
    if (check == Check::None && scheme.strength == 0)
        return isInContext ? kNamedWithoutCheck : 0;
    if (isInContext || shape == Shape::Canonical)
        return kCertain;
    return scheme.strength >= 2 && shape == Shape::Bare ? kStrongAlone : kWeakAlone;
}

Passage::Passage(const ScanText &text, const ContextWords &context, QStringView country)
    : m_text(text), m_context(context), m_country(country)
{}

bool Passage::mayCount(const Scheme &scheme, Shape shape, Check check) const
{
    if (m_context.names(scheme.kind))
        return true;
    const QStringView issuer(scheme.country);
    const bool isAtHome = issuer.isEmpty() || issuer == m_country;
    return confidenceOf(scheme, shape, check, false) > 0
           && (isAtHome || shape == Shape::Canonical || scheme.strength >= 2);
}

void Passage::add(NumberReading reading)
{
    if (m_readings.size() >= kMostReadings)
        return;
    Scored scored;
    scored.distance = m_context.distanceTo(reading.scheme.kind, reading.start, reading.end);
    if (reading.namesItself)
        scored.distance = 0;
    const bool isInContext = scored.distance < ContextWords::kFar;
    scored.confidence = confidenceOf(reading.scheme, reading.shape, reading.check, isInContext);
    if (reading.isDoubtful)
        scored.confidence = std::min(scored.confidence, kMistyped);
    const QStringView issuer(reading.scheme.country);
    scored.isAtHome = issuer.isEmpty() || issuer == m_country;
    if (!scored.isAtHome && !isInContext && reading.shape != Shape::Canonical && reading.scheme.strength < 2)
        return; // one number in ten passes some foreign scheme
    if (scored.confidence <= 0)
        return;
    scored.reading = std::move(reading);
    addAsPixKey(scored);
    m_readings.push_back(std::move(scored));
}

/// Where money is to be sent, the number is the address of the money before it is anything else.
void Passage::addAsPixKey(const Scored &scored)
{
    const NumberReading &reading = scored.reading;
    const IdentifierKind kind = reading.scheme.kind;
    const bool canBeKey = kind == IdentifierKind::Cpf || kind == IdentifierKind::Cnpj || kind == IdentifierKind::Phone
                          || (kind == IdentifierKind::Email && reading.value.size() <= kLongestPixEmail);
    if (!canBeKey || reading.check != Check::Right || reading.isDoubtful || !m_context.isTransferTarget(reading.start))
        return;
    Scored asKey = scored;
    asKey.reading.scheme.kind = IdentifierKind::PixKey;
    asKey.reading.key = identifierName(kind);
    asKey.distance = 0;
    asKey.confidence = kCertain;
    m_readings.push_back(std::move(asKey));
}

void Passage::addNumber(const NumberWindow &window, NumberReading reading)
{
    if (!isSuppressed(window, reading))
        add(std::move(reading));
}

std::vector<Place> Passage::placesOf(IdentifierKind kind) const
{
    std::vector<Place> places;
    for (const Scored &scored : m_readings) {
        if (scored.reading.scheme.kind == kind && scored.confidence >= kSureIdentifier)
            places.push_back({scored.reading.start, scored.reading.end});
    }
    std::sort(places.begin(), places.end(),
              [](const Place &left, const Place &right) { return left.start < right.start; });
    return places;
}

bool Passage::isSuppressed(const NumberWindow &window, const NumberReading &reading) const
{
    // A letter that was read as a digit is a guess which only check digits can confirm.
    if (window.hasLetters && (reading.check != Check::Right || reading.scheme.strength == 0))
        return true;
    if (window.isLoose && reading.shape == Shape::Odd && !window.isSpelled && !reading.namesItself
        && m_context.distanceTo(reading.scheme.kind, window.start, window.end) == ContextWords::kFar)
        return true;
    if (window.isGlued && !m_context.endsAt(window.start) && m_text.foldedAt(window.start - 1) != u'x')
        return true;
    return m_context.isProtocolNumber(window.start) || isPartlyMasked(window.start, window.end)
           || isInWebAddress(window.start);
}

bool Passage::isPartlyMasked(int start, int end) const
{
    const int before = maskLength(m_text, start - 1, -1);
    const int after = maskLength(m_text, end, 1);
    if (before == after && isMaskSign(m_text.at(start - 1)))
        return before > 2; // emphasis goes around the whole
    return before >= 2 || after >= 2;
}

bool Passage::isInWebAddress(int start) const
{
    const int first = std::max(0, start - kLongestWebAddress);
    for (int i = start - 1; i >= first; --i) {
        const char16_t unit = m_text.at(i);
        if (unit <= u' ')
            return false;
        if (unit == u'/' && m_text.at(i - 1) == u'/' && m_text.at(i - 2) == u':')
            return true;
    }
    return false;
}

bool Passage::isBetter(const Scored &left, const Scored &right)
{
    const auto order = [](const Scored &scored) {
        return std::tuple(!scored.reading.scheme.isContainer, -scored.confidence, !scored.isAtHome,
                          scored.reading.start - scored.reading.end, scored.distance,
                          rankOf(scored.reading.scheme.kind), scored.reading.start, int(scored.reading.scheme.kind));
    };
    return order(left) < order(right);
}

Identifier Passage::identifierOf(const Scored &scored) const
{
    const NumberReading &reading = scored.reading;
    Identifier identifier;
    identifier.kind = reading.scheme.kind;
    identifier.span = m_text.originalSpan(reading.start, reading.end);
    identifier.value = reading.value;
    identifier.key = reading.key;
    identifier.masked = maskedForm(identifier);
    identifier.confidence = scored.confidence;
    identifier.isInContext = scored.distance < ContextWords::kFar;
    identifier.isDoubtful = reading.isDoubtful || reading.check == Check::Wrong
                            || (reading.check == Check::None && reading.scheme.hasCheckDigits);
    identifier.hasCheckDigit = reading.check == Check::Right && reading.scheme.hasCheckDigits;
    identifier.reason = QStringView(reading.how).toString();
    if (reading.check == Check::Wrong)
        identifier.reason += u", check failed"_s;
    if (reading.shape == Shape::Canonical)
        identifier.reason += u", usual shape"_s;
    if (identifier.isInContext)
        identifier.reason += u", named near by"_s;
    return identifier;
}

QVector<Identifier> Passage::decided() const
{
    std::vector<const Scored *> ranked;
    ranked.reserve(m_readings.size());
    for (const Scored &scored : m_readings)
        ranked.push_back(&scored);
    std::sort(ranked.begin(), ranked.end(),
              [](const Scored *left, const Scored *right) { return isBetter(*left, *right); });

    std::map<int, const Scored *> kept; // by start; they do not overlap
    for (const Scored *scored : ranked) {
        const auto next = kept.lower_bound(scored->reading.start);
        if (next != kept.end() && next->first < scored->reading.end)
            continue;
        if (next != kept.begin() && std::prev(next)->second->reading.end > scored->reading.start)
            continue;
        kept.emplace(scored->reading.start, scored);
    }
    QVector<Identifier> identifiers;
    identifiers.reserve(qsizetype(kept.size()));
    for (const auto &[start, scored] : kept)
        identifiers.append(identifierOf(*scored));
    return identifiers;
}

} // namespace atalaia
