// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/brcode.h"

#include "detection/identifiers/checkdigits.h"
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr int kLongestCode = 1'000; ///< the format allows 512; line breaks may come in between
constexpr int kFarthestStart = 200; ///< of the code before the name of its scheme
constexpr auto kScheme = u"br.gov.bcb.pix";
constexpr auto kBeginning = u"000201";

struct Field
{
    int id = 0;
    QStringView value;
};

int numberAt(QStringView text, qsizetype at)
{
    if (at + 2 > text.size() || !isDigitUnit(text.at(at).unicode()) || !isDigitUnit(text.at(at + 1).unicode()))
        return -1;
    return (text.at(at).unicode() - u'0') * 10 + (text.at(at + 1).unicode() - u'0');
}

/// The fields up to the checksum or to the end; stops at what is no field.
std::vector<Field> fieldsOf(QStringView text, qsizetype &end)
{
    std::vector<Field> fields;
    end = 0;
    while (end < text.size()) {
        const int id = numberAt(text, end);
        const int length = numberAt(text, end + 2);
        if (id < 0 || length < 0 || end + 4 + length > text.size())
            break;
        fields.push_back({id, text.sliced(end + 4, length)});
        end += 4 + length;
        if (id == 63)
            break;
    }
    return fields;
}

QString valueOf(const std::vector<Field> &fields, int id)
{
    const auto found = std::find_if(fields.begin(), fields.end(), [id](const Field &field) { return field.id == id; });
    return found == fields.end() ? QString() : found->value.toString();
}

bool readFields(QStringView text, BrCode &code)
{
    qsizetype end = 0;
    const std::vector<Field> fields = fieldsOf(text, end);
    bool hasAccount = false;
    for (const Field &field : fields) {
        if (field.id < 26 || field.id > 51)
            continue;
        qsizetype ignored = 0;
        const std::vector<Field> account = fieldsOf(field.value, ignored);
        if (valueOf(account, 0).toLower() != QStringView(kScheme))
            continue;
        hasAccount = true;
        code.key = valueOf(account, 1);
        code.address = valueOf(account, 25);
    }
    code.name = valueOf(fields, 59);
    code.city = valueOf(fields, 60);
    code.amount = valueOf(fields, 54);
    code.length = int(end);
    const bool isClosed = !fields.empty() && fields.back().id == 63 && fields.back().value.size() == 4;
    if (!isClosed || !hasAccount || valueOf(fields, 53) != u"986" || valueOf(fields, 58) != u"BR" || code.name.isEmpty()
        || code.city.isEmpty())
        return false;
    const QByteArray bytes = text.first(end - 4).toUtf8();
    const unsigned crc = crcCcittFalse({bytes.constData(), size_t(bytes.size())});
    bool isHex = false;
    return fields.back().value.toString().toUInt(&isHex, 16) == crc && isHex;
}

/// Up to and with "6304" and four hexadecimal digits; else up to the next white space.
qsizetype endOfDamaged(QStringView text)
{
    for (qsizetype at = text.indexOf(u"6304"); at >= 0; at = text.indexOf(u"6304", at + 1)) {
        qsizetype end = at + 4;
        while (end < text.size() && end < at + 8
               && (isDigitUnit(text.at(end).unicode())
                   || (foldedUnit(text.at(end).unicode()) >= u'a' && foldedUnit(text.at(end).unicode()) <= u'f')))
            ++end;
        if (end == at + 8)
            return end;
    }
    return -1;
}

} // namespace

std::optional<BrCode> readBrCode(QStringView text)
{
    if (!text.startsWith(QStringView(kBeginning)))
        return std::nullopt;
    const QStringView near = text.first(std::min<qsizetype>(text.size(), kLongestCode));
    BrCode code;
    if (readFields(near, code)) {
        code.isRight = true;
        return code;
    }
    // Chats wrap and split long lines; names inside may have spaces, so only the breaks go.
    QString joined;
    std::vector<int> places;
    for (int i = 0; i < near.size(); ++i) {
        if (near.at(i) == u'\n' || near.at(i) == u'\r')
            continue;
        joined += near.at(i);
        places.push_back(i);
    }
    BrCode unwrapped;
    if (joined.size() != near.size() && readFields(joined, unwrapped)) {
        unwrapped.isRight = true;
        unwrapped.length = places.at(size_t(unwrapped.length) - 1) + 1;
        return unwrapped;
    }
    const qsizetype scheme = near.indexOf(QStringView(kScheme), 0, Qt::CaseInsensitive);
    const qsizetype end = endOfDamaged(near);
    if (scheme < 0 || end < scheme)
        return std::nullopt;
    code.length = int(end);
    return code;
}

void readPixCodes(Passage &passage)
{
    constexpr Scheme kPixCode{IdentifierKind::PixCode, 2, u"BR", true, true};
    const ScanText &text = passage.text();
    const QStringView chars = text.chars();
    int from = 0;
    for (qsizetype at = text.folded().indexOf(QStringView(kScheme)); at >= 0;
         at = text.folded().indexOf(QStringView(kScheme), std::max<qsizetype>(from, at + 1))) {
        const qsizetype first = std::max<qsizetype>(from, at - kFarthestStart);
        const qsizetype begin = chars.sliced(first, at - first).lastIndexOf(QStringView(kBeginning));
        if (begin < 0)
            continue;
        const int start = int(first + begin);
        const std::optional<BrCode> code = readBrCode(chars.sliced(start));
        if (!code)
            continue;
        NumberReading reading{kPixCode, start, start + code->length, chars.sliced(start, code->length).toString()};
        reading.value.remove(u'\n');
        reading.value.remove(u'\r');
        reading.shape = Shape::Canonical;
        reading.check = code->isRight ? Check::Right : Check::Wrong;
        reading.how = code->isRight ? u"checksum of the code fits" : u"code damaged or forged";
        reading.key = code->key.isEmpty() ? code->address : code->key;
        reading.namesItself = true;
        from = reading.end;
        passage.add(std::move(reading));
    }
}

} // namespace atalaia
