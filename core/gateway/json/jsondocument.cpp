// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/json/jsondocument.h"

using namespace Qt::StringLiterals;

namespace atalaia::json {

namespace {

Error invalid(const QString &context)
{
    return {Error::Kind::InvalidInput, context};
}

int hexValue(QByteArrayView digits)
{
    bool isHex = false;
    const int value = digits.toInt(&isHex, 16);
    return isHex ? value : -1;
}

/// Replaces \uD800-\uDFFF that are no pair by \uFFFD. JavaScript writes a text that was cut inside an
/// emoji like that; the parser refuses it, and a refused message would be a hidden one.
QByteArray withMendedSurrogates(QByteArray json)
{
    const auto escapeAt = [&json](qsizetype at) {
        const bool isEscape = at + 6 <= json.size() && json.at(at) == '\\' && json.at(at + 1) == 'u';
        return isEscape ? hexValue(QByteArrayView(json).sliced(at + 2, 4)) : -1;
    };
    for (qsizetype at = json.indexOf('\\'); at >= 0 && at + 1 < json.size(); at = json.indexOf('\\', at)) {
        const int unit = escapeAt(at);
        if (unit < 0xD800 || unit > 0xDFFF) {
            at += 2;
            continue;
        }
        const int next = escapeAt(at + 6);
        if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
            at += 12;
            continue;
        }
        json.replace(at, 6, "\\uFFFD");
        at += 6;
    }
    return json;
}

} // namespace

Document::Document(size_t largestBytes)
    : m_largestBytes(largestBytes), m_parser(largestBytes + simdjson::SIMDJSON_PADDING)
{}

Result<Element> Document::parse(const QByteArray &bytes)
{
    if (size_t(bytes.size()) > m_largestBytes)
        return invalid(u"%1 bytes are too many"_s.arg(bytes.size()));
    m_isMended = false;
    Element root;
    auto problem = m_parser.parse(bytes.constData(), size_t(bytes.size())).get(root);
    if (problem == simdjson::UTF8_ERROR) {
        // One wrong byte must not hide the other messages beside it; it is read as U+FFFD.
        m_isMended = true;
        m_mended = QString::fromUtf8(bytes).toUtf8();
        problem = m_parser.parse(m_mended.constData(), size_t(m_mended.size())).get(root);
        m_mended.clear();
    } else if (problem == simdjson::STRING_ERROR) {
        m_mended = withMendedSurrogates(bytes);
        problem = m_parser.parse(m_mended.constData(), size_t(m_mended.size())).get(root);
        m_mended.clear();
    }
    if (problem != simdjson::SUCCESS)
        return invalid(u"not JSON: parser code %1"_s.arg(int(problem)));
    return root;
}

Result<simdjson::dom::array> Document::parseList(const QByteArray &bytes)
{
    const Result<Element> root = parse(bytes);
    if (!root)
        return root.error();
    simdjson::dom::array list;
    if (root->get_array().get(list) != simdjson::SUCCESS)
        return invalid(u"a list was expected"_s);
    return list;
}

} // namespace atalaia::json
