// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detection/identifiers/contextwords.h"
#include "detection/identifiers/identifier.h"
#include "detection/identifiers/numberwindow.h"
#include "detection/identifiers/scantext.h"

#include <QString>
#include <QVector>

#include <vector>

namespace atalaia {

/// What is known of a kind of identifier, for scoring and for deciding between readings.
struct Scheme
{
    IdentifierKind kind = IdentifierKind::Cpf;
    /// How much its grammar says: 2 = two check digits or as much, 1 = one, 0 = none.
    int strength = 0;
    const char16_t *country = u""; ///< where it is issued; empty for everywhere
    bool hasCheckDigits = true;
    bool isContainer = false; ///< what is inside of it is nothing of its own (a Pix code holds a key and an amount)
};

enum class Shape {
    Bare, ///< not parted, or parted as it is printed but with spaces
    Odd, ///< parted as nobody usually does it
    Canonical, ///< as it is printed
};

enum class Check { None, Right, Wrong };

/// One way to read a part of the text.
struct NumberReading
{
    Scheme scheme;
    int start = 0; ///< in the ScanText
    int end = 0;
    QString value;
    Shape shape = Shape::Bare;
    Check check = Check::None;
    const char16_t *how = u""; ///< for Identifier::reason
    QString key = {};
    bool isDoubtful = false; ///< although nothing contradicts it
    bool namesItself = false; ///< needs no word near it: the shape occurs nowhere else
};

struct Place
{
    int start = 0;
    int end = 0;
};

/// What readers read, and where they leave what they find.
class Passage
{
public:
    Passage(const ScanText &text, const ContextWords &context, QStringView country);

    [[nodiscard]] const ScanText &text() const { return m_text; }
    [[nodiscard]] const ContextWords &context() const { return m_context; }
    [[nodiscard]] QStringView country() const { return m_country; }

    /// Whether one more number may be looked up in the numbering plans, which is slow; counts.
    [[nodiscard]] bool mayJudgePhone() { return m_phonesJudged++ < kMostPhones; }
    /// False: such a reading would count for nothing, wherever it stands; asked before one is made.
    [[nodiscard]] bool mayCount(const Scheme &scheme, Shape shape, Check check) const;
    /// Scores the reading and keeps it if it says anything.
    void add(NumberReading reading);
    /// The same for digits: not if the number is a protocol number, partly masked, glued to a word that does
    /// not name it, or in an address of the web.
    void addNumber(const NumberWindow &window, NumberReading reading);

    [[nodiscard]] bool isInWebAddress(int start) const;
    /// Where this kind was read for certain so far, by start.
    [[nodiscard]] std::vector<Place> placesOf(IdentifierKind kind) const;
    /// The readings that stay when each character has one meaning, by place.
    [[nodiscard]] QVector<Identifier> decided() const;

private:
    /// Of one text: 2 000 take some 15 ms.
    static constexpr int kMostPhones = 2'000;

    struct Scored
    {
        NumberReading reading;
        double confidence = 0;
        int distance = ContextWords::kFar;
        bool isAtHome = false; ///< of the tenant's country, or of none
    };

    void addAsPixKey(const Scored &scored);
    [[nodiscard]] bool isSuppressed(const NumberWindow &window, const NumberReading &reading) const;
    [[nodiscard]] bool isPartlyMasked(int start, int end) const;
    [[nodiscard]] Identifier identifierOf(const Scored &scored) const;
    [[nodiscard]] static bool isBetter(const Scored &left, const Scored &right);

    const ScanText &m_text;
    const ContextWords &m_context;
    QStringView m_country;
    std::vector<Scored> m_readings;
    int m_phonesJudged = 0;
};

/// The one rule for all kinds.
[[nodiscard]] double confidenceOf(const Scheme &scheme, Shape shape, Check check, bool isInContext);

} // namespace atalaia
