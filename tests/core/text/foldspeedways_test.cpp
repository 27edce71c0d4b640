// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"
#include "text/asciifold.h"
#include "text/disguisesigns.h"
#include "text/foldedtext.h"
#include "text/foldtable.h"
#include "text/latinfold.h"
#include "text/wordmask.h"

#include <QRandomGenerator>
#include <QVector>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

bool areSame(const FoldedText &a, const FoldedText &b)
{
    const auto isSame = [](const FoldedText::Segment &x, const FoldedText::Segment &y) {
        return x.byteStart == y.byteStart && x.codePointStart == y.codePointStart && x.unitBytes == y.unitBytes
               && x.unitCodePoints == y.unitCodePoints;
    };
    return a.bytes == b.bytes
           && std::equal(a.segments.begin(), a.segments.end(), b.segments.begin(), b.segments.end(), isSame);
}

/// Mostly ASCII with runs of white space and a few characters of each kind.
QString randomText(QRandomGenerator &random, int length)
{
    static const QList<char32_t> kRare{0x00E3,  0x0303, 0x0301,  0x00F1, 0x0416, 0x0438, 0x0306, 0x200D, 0x00A0,
                                       0x1F600, 0xFB01, 0x1D41C, 0x4E2D, 0xAC00, 0xFDFA, 0x00DF, 0x2019, 0xE0020};
    QString text;
    while (text.size() < length) {
        const auto kind = random.bounded(10);
        const char32_t c = kind == 0  ? kRare.at(random.bounded(kRare.size()))
                           : kind < 3 ? char32_t(" \t\n"[random.bounded(3)])
                                      : char32_t(random.bounded(1, 0x80));
        text += QString::fromUcs4(&c, 1);
    }
    return text;
}

template <typename Unit, typename Fold>
void checkSameBytes(const std::vector<Unit> &text, Fold plain, Fold other, bool isAfterSpace)
{
    const auto size = qsizetype(text.size());
    std::vector<char> expected(text.size() + AsciiFold::kSlack);
    std::vector<char> found(text.size() + AsciiFold::kSlack);
    const qsizetype taken = plain(text.data(), size, expected.data(), isAfterSpace);
    REQUIRE(other(text.data(), size, found.data(), isAfterSpace) == taken);
    REQUIRE(std::equal(expected.begin(), expected.begin() + taken, found.begin()));
}

} // namespace

TEST_CASE("Every way to fold ASCII gives the same bytes", "[core]")
{
    const std::vector<AsciiFold> folds = asciiFolds();
    REQUIRE_FALSE(folds.empty());
    CHECK(QByteArray(asciiFold().name) == folds.back().name);
    QRandomGenerator random(7);
    for (const AsciiFold &fold : folds) {
        CAPTURE(fold.name);
        for (int length = 0; length < 200; ++length) {
            std::vector<char16_t> wide;
            for (int i = 0; i < length; ++i) // each unit in each place, others now and then
                wide.push_back(random.bounded(100) == 0 ? char16_t(random.bounded(0x80, 0x10000))
                                                        : char16_t((i * 7 + length) % 0x80));
            std::vector<char> narrow;
            for (const char16_t unit : wide)
                narrow.push_back(char(unit < 0x80 ? unit : unit | 0x80));
            for (const bool isAfterSpace : {false, true}) {
                checkSameBytes(wide, folds.front().utf16, fold.utf16, isAfterSpace);
                checkSameBytes(narrow, folds.front().utf8, fold.utf8, isAfterSpace);
            }
        }
        for (int unit = 0; unit < 0x10000; ++unit)
            checkSameBytes(std::vector<char16_t>(1, char16_t(unit)), folds.front().utf16, fold.utf16, false);
    }
}

TEST_CASE("Every way to fold Latin letters gives the same bytes", "[core]")
{
    const std::vector<LatinFold> folds = latinFolds();
    CHECK(QByteArray(latinFold().name) == folds.back().name);
    QRandomGenerator random(23);
    const QString signs = u"aB cD.éÉÇçãõ  úÿ×ßñæ\u00FE\u0301\u200Bж🙂"_s;
    for (const LatinFold &fold : folds) {
        CAPTURE(fold.name);
        for (int i = 0; i < 20'000; ++i) {
            QByteArray text;
            const int other = i % 2 == 0 ? 0 : 12; // long runs, and runs that end soon
            for (qsizetype size = random.bounded(200); text.size() < size;)
                text += signs.mid(random.bounded(int(signs.size()) - 12 + other), 1).toUtf8();
            if (i % 3 == 0 && !text.isEmpty())
                text[random.bounded(int(text.size()))] = char(random.bounded(256));
            const bool isAfterSpace = i % 5 == 0;
            QByteArray expected(text.size() + AsciiFold::kSlack, 0);
            QByteArray found = expected;
            const FoldedRun run = folds.front().utf8(text.constData(), text.size(), expected.data(), isAfterSpace);
            CAPTURE(text.toHex().toStdString());
            REQUIRE(fold.utf8(text.constData(), text.size(), found.data(), isAfterSpace) == run);
            REQUIRE(found.first(run.written) == expected.first(run.written));
        }
    }
}

TEST_CASE("A run of Latin letters is what the table says of each", "[core]")
{
    for (char32_t letter = 0xC0; letter < 0x100; ++letter) {
        const QByteArray text = QString::fromUcs4(&letter, 1).toUtf8();
        const FoldTable::Entry *const entry = foldTable().find(letter);
        QByteArray written(text.size() + AsciiFold::kSlack, 0);
        const FoldedRun run = latinFold().utf8(text.constData(), text.size(), written.data(), false);
        CAPTURE(int(letter));
        REQUIRE(run == (entry->length == 1 ? FoldedRun{2, 1} : FoldedRun{0, 0}));
        if (run.written == 1)
            CHECK(written.front() == *foldTable().bytes(*entry));
    }
}

TEST_CASE("Every way to find words gives the same masks", "[core]")
{
    const std::vector<WordMasking> maskings = wordMaskings();
    CHECK(QByteArray(wordMasking().name) == maskings.back().name);
    for (const WordMasking &masking : maskings) {
        CAPTURE(masking.name);
        for (int first = 0; first < 256; ++first) {
            for (int size = 1; size <= 64; ++size) {
                QByteArray bytes;
                for (int i = 0; i < size; ++i)
                    bytes.append(char(first + i * 5));
                const WordMask expected = maskings.front().mask(bytes.constData(), size);
                const WordMask found = masking.mask(bytes.constData(), size);
                REQUIRE(found.words == expected.words);
                REQUIRE(found.wide == expected.wide);
            }
        }
    }
}

TEST_CASE("Every way to look for disguises finds the same signs", "[core]")
{
    QRandomGenerator random(17);
    const std::vector<SignScan> scans = signScans();
    for (const SignScan &scan : scans) {
        CAPTURE(scan.name);
        for (int i = 0; i < 4000; ++i) {
            QByteArray text;
            for (qsizetype size = random.bounded(150); text.size() < size;)
                text += QByteArray(u"bcd e.f-g1 h@*#$_!|+(aammmоо€ сс £x"_s.mid(random.bounded(34), 1).toUtf8());
            if (i % 4 == 0)
                text.replace("aa", "ba").replace("mm", "mn");
            CAPTURE(text);
            for (qsizetype from = 0; from <= text.size(); ++from)
                REQUIRE(scan.next(text, from) == scans.front().next(text, from));
        }
    }
}

TEST_CASE("UTF-8 folds to the same as UTF-16", "[core]")
{
    QRandomGenerator random(11);
    for (int i = 0; i < 2000; ++i) {
        const QString text = randomText(random, int(random.bounded(120)));
        const QByteArray utf8 = text.toUtf8();
        CAPTURE(utf8.toPercentEncoding());
        REQUIRE(areSame(foldText(QUtf8StringView(utf8)), foldText(text)));
    }
}

TEST_CASE("Bytes that are no UTF-8 become replacement characters", "[core]")
{
    QRandomGenerator random(13);
    for (int i = 0; i < 5000; ++i) {
        QByteArray utf8("a"); // Qt would skip a byte order mark at the head
        for (int j = 0; j < 12; ++j) {
            const char byte = random.bounded(2) == 0 ? char(random.bounded(0x80, 0x100))
                                                     : "\xE2\x82\xF0\x9F\xED z"[random.bounded(7)];
            utf8.append(byte);
        }
        CAPTURE(utf8.toPercentEncoding());
        REQUIRE(areSame(foldText(QUtf8StringView(utf8)), foldText(QString::fromUtf8(utf8))));
    }
}

TEST_CASE("Memory of a fold is reused and grows where a text does", "[core]")
{
    FoldedText folded;
    foldText(QUtf8StringView("x"), folded);
    foldText(QString(1000, QChar(0xFDFA)), folded); // eighteen letters each
    CHECK(areSame(folded, foldText(QString(1000, QChar(0xFDFA)).toUtf8())));
    foldText(QUtf8StringView("Y"), folded);
    CHECK(folded.bytes == "y");
    CHECK(folded.segments.size() == 1);
}
