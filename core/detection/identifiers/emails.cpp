// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/readers.h"
#include "detection/identifiers/readings.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr Scheme kEmail{IdentifierKind::Email, 2, u"", false};
constexpr int kLongestLocal = 64;
constexpr int kLongestLabel = 63;
constexpr int kLongestDomain = 253;

/// Where people have their private mail: a spoken or spaced address of these is one even without its end.
struct Provider
{
    QStringView name;
    QStringView domain;
};

constexpr std::array kProviders = {
        Provider{u"gmail", u"gmail.com"},     Provider{u"hotmail", u"hotmail.com"},
        Provider{u"outlook", u"outlook.com"}, Provider{u"live", u"live.com"},
        Provider{u"yahoo", u"yahoo.com"},     Provider{u"icloud", u"icloud.com"},
        Provider{u"uol", u"uol.com.br"},      Provider{u"bol", u"bol.com.br"},
        Provider{u"terra", u"terra.com.br"},  Provider{u"globo", u"globo.com"},
        Provider{u"proton", u"proton.me"},    Provider{u"protonmail", u"protonmail.com"},
        Provider{u"ig", u"ig.com.br"},
};

/// Ends of addresses that may be spoken; a spoken one with another end could be any sentence.
constexpr std::array<QStringView, 26> kEnds = {u"com", u"br",  u"net", u"org", u"edu", u"gov", u"io", u"me",   u"cl",
                                               u"ar",  u"co",  u"mx",  u"ua",  u"es",  u"pt",  u"us", u"info", u"biz",
                                               u"dev", u"app", u"eu",  u"uk",  u"pe",  u"uy",  u"py", u"ec"};

bool isKnownEnd(QStringView label)
{
    return std::find(kEnds.begin(), kEnds.end(), label) != kEnds.end();
}

const Provider *providerOf(QStringView name)
{
    const auto found = std::find_if(kProviders.begin(), kProviders.end(),
                                    [name](const Provider &provider) { return provider.name == name; });
    return found == kProviders.end() ? nullptr : &*found;
}

bool isLabelUnit(char16_t unit)
{
    return isDigitUnit(unit) || isLetterUnit(unit) || unit == u'-';
}

bool isLocalUnit(char16_t unit)
{
    return isDigitUnit(unit) || isLetterUnit(unit) || QStringView(u".!#$&'+/=?^_`{|}~-").contains(QChar(unit));
}

struct Domain
{
    QString name; ///< lower case; empty if there is none
    int end = 0;
};

void take(const ScanText &text, int from, int to, QString &into)
{
    for (int i = from; i < to; ++i)
        into += QChar(text.at(i)).toLower();
}

int endOfLabel(const ScanText &text, int start)
{
    int end = start;
    while (end - start <= kLongestLabel && isLabelUnit(text.at(end)))
        ++end;
    return end;
}

/// Labels with single dots between them; the last has two letters at least and no digit.
Domain plainDomain(const ScanText &text, int start)
{
    Domain domain;
    int at = start;
    int lastLabel = start;
    int labels = 0;
    while (at - start < kLongestDomain) {
        const int end = endOfLabel(text, at);
        if (end == at || end - at > kLongestLabel || text.at(at) == u'-' || text.at(end - 1) == u'-')
            return {};
        lastLabel = at;
        ++labels;
        at = end;
        if (text.at(at) != u'.' || !isLabelUnit(text.at(at + 1)))
            break;
        ++at;
    }
    const QStringView last = text.chars().sliced(lastLabel, at - lastLabel);
    const bool isTopLevel = last.size() >= 2
                            && std::all_of(last.begin(), last.end(), [](QChar c) { return isLetterUnit(c.unicode()); });
    if (labels < 2 || !isTopLevel || isLetterUnit(text.at(at)) || isDigitUnit(text.at(at)) || text.at(at) == u'@'
        || text.at(at) == u'_')
        return {};
    take(text, start, at, domain.name);
    domain.end = at;
    return domain;
}

/// Where the local part that ends at `end` begins; `end` if it is none.
int startOfLocal(const ScanText &text, int end)
{
    int start = end;
    while (start > 0 && end - start <= kLongestLocal && isLocalUnit(text.at(start - 1)))
        --start;
    while (start < end && (text.at(start) == u'\'' || text.at(start) == u'*' || text.at(start) == u'/'))
        ++start; // quoted, or the end of "mailto://"
    const QStringView local = text.chars().sliced(start, end - start);
    const bool isWrong = local.isEmpty() || local.size() > kLongestLocal || local.front() == u'.'
                         || local.back() == u'.' || local.contains(QStringView(u".."));
    return isWrong ? end : start;
}

void add(Passage &passage, int start, int localEnd, const Domain &domain, Shape shape, const char16_t *how)
{
    QString value;
    take(passage.text(), start, localEnd, value);
    value += u'@' + domain.name;
    NumberReading reading{kEmail, start, domain.end, value, shape, Check::Right};
    reading.how = how;
    reading.key = domain.name;
    passage.add(std::move(reading));
}

bool isMasked(QStringView local)
{
    return local.contains(u'*');
}

} // namespace

namespace {

int skip(const ScanText &text, int at, int step)
{
    while (text.at(at) == u' ')
        at += step;
    return at;
}

/// Whether one of these words stands here; its end in `end`.
template <size_t Count>
bool hasWord(const ScanText &text, int at, const std::array<QStringView, Count> &words, int &end)
{
    for (const QStringView word : words) {
        if (text.folded().sliced(std::min(at, text.size())).startsWith(word)
            && !(isLetterUnit(word.back().unicode()) && isLetterUnit(text.at(at + int(word.size()))))) {
            end = at + int(word.size());
            return true;
        }
    }
    return false;
}

constexpr std::array<QStringView, 9> kSpokenDots = {u"(ponto)", u"[ponto]", u"ponto",  u"(dot)", u"[dot]",
                                                    u"dot",     u"punto",   u"крапка", u"."};
constexpr std::array<QStringView, 9> kSpokenAts = {u"(arroba)", u"[arroba]", u"arroba", u"(at)", u"[at]",
                                                   u"собака",   u"равлик",   u"@",      u"{at}"};

/// "gmail ponto com", "gmail . com", "gmail"; the end must be known.
Domain spokenDomain(const ScanText &text, int start)
{
    Domain domain;
    QString name;
    QStringView last;
    int at = start;
    int end = start;
    for (int labels = 0; labels < 5; ++labels) {
        const int labelEnd = endOfLabel(text, at);
        if (labelEnd == at)
            break;
        QString label;
        take(text, at, labelEnd, label);
        name += (name.isEmpty() ? QString() : u"."_s) + label;
        last = text.folded().sliced(at, labelEnd - at);
        if (labels > 0 && isKnownEnd(last)) {
            domain.name = name;
            domain.end = labelEnd;
        } else if (const Provider *provider = labels == 0 ? providerOf(last) : nullptr) {
            domain.name = provider->domain.toString();
            domain.end = labelEnd;
        }
        const int dot = skip(text, labelEnd, 1);
        if (!hasWord(text, dot, kSpokenDots, end))
            break;
        at = skip(text, end, 1);
    }
    return domain;
}

void readSpokenAt(Passage &passage, int at, int afterAt)
{
    const ScanText &text = passage.text();
    const int localEnd = skip(text, at - 1, -1) + 1;
    const bool isWord = text.at(at) != u'@';
    if (!isWord && (localEnd < at) != (text.at(afterAt) == u' '))
        return; // a mention
    if (!isWord && localEnd == at && !plainDomain(text, afterAt).name.isEmpty())
        return; // written plainly
    if (isWord && isLetterUnit(text.at(at)) && isLetterUnit(text.at(at - 1)))
        return; // inside of a word
    const Domain domain = spokenDomain(text, skip(text, afterAt, 1));
    const int start = startOfLocal(text, localEnd);
    if (domain.name.isEmpty() || start == localEnd)
        return;
    add(passage, start, localEnd, domain, Shape::Canonical, isWord ? u"spoken address" : u"spaced address");
}

} // namespace

void readEmails(const TextSigns &signs, Passage &passage)
{
    const ScanText &text = passage.text();
    for (qsizetype at = text.chars().indexOf(u'@'); at >= 0; at = text.chars().indexOf(u'@', at + 1)) {
        const int start = startOfLocal(text, int(at));
        const Domain domain = plainDomain(text, int(at) + 1);
        if (domain.name == u"c.us" || domain.name == u"s.whatsapp.net")
            continue; // how gateways write accounts
        if (start == at || domain.name.isEmpty() || isMasked(text.chars().sliced(start, at - start))
            || text.at(start - 1) == u'*')
            continue;
        add(passage, start, int(at), domain, Shape::Canonical, u"grammar of an address");
    }
    for (const QStringView word : kSpokenAts) {
        const bool isSign = word == u"@";
        if (isSign ? !signs.hasAt : !signs.hasSpokenAt)
            continue;
        for (qsizetype at = text.folded().indexOf(word); at >= 0; at = text.folded().indexOf(word, at + 1))
            readSpokenAt(passage, int(at), int(at + word.size()));
    }
}

} // namespace atalaia
