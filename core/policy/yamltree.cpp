// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/yamltree.h"

#include <QByteArrayView>
#include <QSet>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <exception>
#include <sstream>
#include <tuple>
#include <utility>

namespace atalaia {

using namespace Qt::StringLiterals;

namespace {

const auto kAliasReason = u"aliases ('*name') are not allowed; a text that begins with '*' needs quotes"_s;
const auto kAnchorReason = u"anchors ('&name') are not allowed; a text that begins with '&' needs quotes"_s;

/// Leaves the parser from within a callback; never leaves this file.
struct Refusal
{
    YamlProblem problem;
};

/// Length of the UTF-8 sequence at the start of `bytes`; 0 = not valid.
qsizetype sequenceLength(QByteArrayView bytes)
{
    const auto lead = static_cast<uchar>(bytes.front());
    const qsizetype length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 0 || length > bytes.size() || !bytes.first(length).isValidUtf8())
        return 0;
    return length;
}

/// The parser counts lines at '\n' and columns in bytes; this gives them in UTF-16 units.
class SourcePlaces
{
public:
    explicit SourcePlaces(QByteArrayView source) : m_source(source)
    {
        m_lineStarts.push_back(0);
        for (qsizetype at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1))
            m_lineStarts.push_back(at + 1);
    }

    [[nodiscard]] qsizetype lineCount() const { return qsizetype(m_lineStarts.size()); }

    [[nodiscard]] QByteArrayView line(qsizetype index) const
    {
        const qsizetype start = m_lineStarts[size_t(index)];
        const qsizetype end = index + 1 < lineCount() ? m_lineStarts[size_t(index) + 1] - 1 : m_source.size();
        return m_source.sliced(start, end - start);
    }

    /// 1-based. Marks come mostly in ascending order, so a long line is counted once.
    std::pair<int, int> of(const YAML::Mark &mark)
    {
        const qsizetype index = qBound(qsizetype(0), qsizetype(mark.line), lineCount() - 1);
        const QByteArrayView bytes = line(index);
        const qsizetype column = qBound(qsizetype(0), qsizetype(mark.column), bytes.size());
        if (index != m_lastLine || column < m_lastBytes) {
            m_lastLine = index;
            m_lastBytes = 0;
            m_lastUnits = 0;
        }
        for (; m_lastBytes < column; ++m_lastBytes) {
            const auto byte = static_cast<uchar>(bytes[m_lastBytes]);
            if ((byte & 0xC0) != 0x80)
                m_lastUnits += byte >= 0xF0 ? 2 : 1;
        }
        return {int(index) + 1, m_lastUnits + 1};
    }

    [[nodiscard]] char byteAt(const YAML::Mark &mark) const
    {
        const qsizetype at = offsetOf(mark);
        return at < m_source.size() ? m_source[at] : '\0';
    }

    /// Something other than a quoted text counts as closed.
    [[nodiscard]] bool isClosedQuote(const YAML::Mark &mark) const
    {
        const char quote = byteAt(mark);
        if (quote != '"' && quote != '\'')
            return true;
        for (qsizetype at = offsetOf(mark) + 1; at < m_source.size(); ++at) {
            if (m_source[at] == '\\' && quote == '"')
                ++at;
            else if (m_source[at] == quote && quote == '\'' && m_source.sliced(at + 1).startsWith(quote))
                ++at;
            else if (m_source[at] == quote)
                return true;
        }
        return false;
    }

    /// The file has the scalar's text as it is, without escapes or breaks.
    [[nodiscard]] bool isVerbatim(const YAML::Mark &mark, bool isQuoted, const std::string &text) const
    {
        if (mark.line < 0 || mark.line >= lineCount())
            return false;
        const QByteArrayView bytes = line(mark.line);
        const qsizetype start = mark.column + (isQuoted ? 1 : 0);
        return start >= 0 && start <= bytes.size()
               && bytes.sliced(start).startsWith(QByteArrayView(text.data(), qsizetype(text.size())));
    }

private:
    [[nodiscard]] qsizetype offsetOf(const YAML::Mark &mark) const
    {
        if (mark.line < 0 || mark.column < 0 || mark.line >= lineCount())
            return m_source.size();
        return qMin(m_lineStarts[size_t(mark.line)] + mark.column, m_source.size());
    }

    QByteArrayView m_source;
    std::vector<qsizetype> m_lineStarts;
    qsizetype m_lastLine = -1;
    qsizetype m_lastBytes = 0;
    int m_lastUnits = 0;
};

class TreeBuilder final : public YAML::EventHandler
{
public:
    explicit TreeBuilder(SourcePlaces &places) : m_places(places) {}

    YamlNode takeRoot() { return std::move(m_root); }

    /// The parser takes the end of the file for the end of a quoted text.
    void refuseOpenQuote()
    {
        if (m_lastQuote && !m_places.isClosedQuote(*m_lastQuote))
            refuse(*m_lastQuote, u"a quote that is not closed"_s);
    }

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        refuseAnchor(mark, anchor);
        addLeaf({}, YamlNode::Kind::Null, mark);
    }

    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override { refuse(mark, kAliasReason); }

    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        refuseAnchor(mark, anchor);
        const char lead = m_places.byteAt(mark);
        const bool isQuoted = tag == "!" && (lead == '"' || lead == '\'' || lead == '|' || lead == '>');
        if (!isQuoted)
            refuseTag(mark, tag);
        else
            m_lastQuote = mark;
        QString text = QString::fromUtf8(value.data(), qsizetype(value.size()));
        if (text.size() > kMaxYamlScalar)
            refuse(mark, u"a text of more than %1 characters"_s.arg(kMaxYamlScalar));
        if (text.contains(QChar(0)))
            refuse(mark, u"a text with a zero character"_s);
        if (YamlNode *node = addLeaf(text, YamlNode::Kind::Scalar, mark)) {
            node->text = std::move(text);
            node->isQuoted = isQuoted;
            if (m_places.isVerbatim(mark, isQuoted, value))
                node->textColumn = node->column + (isQuoted ? 1 : 0);
        }
    }

    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(YamlNode::Kind::Sequence, mark, tag, anchor);
    }
    void OnSequenceEnd() override { m_open.pop_back(); }

    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(YamlNode::Kind::Map, mark, tag, anchor);
    }
    void OnMapEnd() override { m_open.pop_back(); }

    void OnAnchor(const YAML::Mark &mark, const std::string &) override { refuseAnchor(mark, 1); }

private:
    /// A sequence or map that is not complete.
    struct Open
    {
        YamlNode *node = nullptr; // its parent's children do not grow while it is open
        QSet<QString> keys;
        bool isValueNext = false;
    };

    [[noreturn]] void refuse(const YAML::Mark &mark, const QString &reason)
    {
        const auto [line, column] = m_places.of(mark);
        throw Refusal{{line, column, reason}};
    }

    void refuseAnchor(const YAML::Mark &mark, YAML::anchor_t anchor)
    {
        if (anchor != 0)
            refuse(mark, kAnchorReason);
    }

    void refuseTag(const YAML::Mark &mark, const std::string &tag)
    {
        if (!tag.empty() && tag != "?")
            refuse(mark, u"tags ('!name') are not allowed; a text that begins with '!' needs quotes"_s);
    }

    YamlNode *append(YamlNode::Kind kind, const YAML::Mark &mark)
    {
        if (++m_nodeCount > kMaxYamlNodes)
            refuse(mark, u"more than %1 values"_s.arg(kMaxYamlNodes));
        YamlNode *node = &m_root;
        if (!m_open.empty()) {
            Open &parent = m_open.back();
            if (parent.node->kind == YamlNode::Kind::Map) {
                node = &parent.node->children.back(); // the key has made it
                parent.isValueNext = false;
            } else {
                node = &parent.node->children.emplace_back();
            }
        }
        node->kind = kind;
        std::tie(node->line, node->column) = m_places.of(mark);
        return node;
    }

    [[nodiscard]] bool isKeyNext() const
    {
        return !m_open.empty() && m_open.back().node->kind == YamlNode::Kind::Map && !m_open.back().isValueNext;
    }

    /// Null when it was a key.
    YamlNode *addLeaf(const QString &text, YamlNode::Kind kind, const YAML::Mark &mark)
    {
        if (!isKeyNext())
            return append(kind, mark);
        addKey(text, mark);
        return nullptr;
    }

    void addKey(const QString &key, const YAML::Mark &mark)
    {
        Open &map = m_open.back();
        if (map.keys.contains(key))
            refuse(mark, u"key '%1' is there twice"_s.arg(key.left(60)));
        map.keys.insert(key);
        map.isValueNext = true;
        YamlNode &entry = map.node->children.emplace_back();
        entry.key = key;
        std::tie(entry.keyLine, entry.keyColumn) = m_places.of(mark);
    }

    void open(YamlNode::Kind kind, const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
    {
        refuseAnchor(mark, anchor);
        refuseTag(mark, tag);
        if (isKeyNext())
            refuse(mark, u"a key must be a plain word"_s);
        if (m_open.size() >= size_t(kMaxYamlDepth))
            refuse(mark, u"nested more than %1 levels deep"_s.arg(kMaxYamlDepth));
        m_open.push_back({append(kind, mark), {}, false});
    }

    SourcePlaces &m_places;
    YamlNode m_root;
    std::vector<Open> m_open;
    std::optional<YAML::Mark> m_lastQuote;
    int m_nodeCount = 0;
};

/// The parser counts '\n' only.
QByteArray withUnixLines(const QByteArray &bytes)
{
    QByteArray source = bytes.startsWith("\xEF\xBB\xBF") ? bytes.sliced(3) : bytes;
    if (source.contains('\r')) {
        source.replace("\r\n", "\n");
        source.replace('\r', '\n');
    }
    return source;
}

std::optional<YamlProblem> problemInLine(QByteArrayView line, int number)
{
    if (line.size() > kMaxYamlLine)
        return YamlProblem{number, 1, u"a line of more than %1 bytes"_s.arg(kMaxYamlLine)};
    int column = 1;
    for (qsizetype at = 0; at < line.size();) {
        const qsizetype length = sequenceLength(line.sliced(at));
        if (length == 0)
            return YamlProblem{number, column, u"not UTF-8"_s};
        const auto byte = static_cast<uchar>(line[at]);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7F)
            return YamlProblem{number, column, u"a control character (0x%1)"_s.arg(byte, 2, 16, '0'_L1)};
        column += length == 4 ? 2 : 1;
        at += length;
    }
    return std::nullopt;
}

std::optional<YamlProblem> problemOfBytes(const SourcePlaces &places)
{
    for (qsizetype index = 0; index < places.lineCount(); ++index) {
        if (auto problem = problemInLine(places.line(index), int(index) + 1))
            return problem;
    }
    return std::nullopt;
}

/// The parser's words, and what usually causes them.
QString reasonOf(const YAML::Exception &error, QByteArrayView line)
{
    const QString message = QString::fromStdString(error.msg).left(200);
    const qsizetype tab = line.indexOf('\t');
    if (tab >= 0 && line.first(tab).trimmed().isEmpty())
        return u"a tab in the indentation (%1)"_s.arg(message);
    if (error.msg == YAML::ErrorMsg::UNKNOWN_TOKEN)
        return u"a text that begins with '@', '`' or '%' needs quotes (%1)"_s.arg(message);
    if (error.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR || error.msg == YAML::ErrorMsg::ALIAS_NOT_FOUND)
        return kAliasReason;
    if (error.msg == YAML::ErrorMsg::ANCHOR_NOT_FOUND)
        return kAnchorReason;
    return u"not YAML: %1"_s.arg(message);
}

} // namespace

YamlReading readYaml(const QByteArray &bytes)
{
    YamlReading reading;
    if (bytes.size() > kMaxYamlBytes) {
        reading.problem = {1, 1, u"larger than %1 bytes"_s.arg(kMaxYamlBytes)};
        return reading;
    }
    const QByteArray source = withUnixLines(bytes);
    SourcePlaces places(source);
    reading.problem = problemOfBytes(places);
    if (reading.problem)
        return reading;
    try {
        std::istringstream stream(source.toStdString());
        YAML::Parser parser(stream);
        TreeBuilder builder(places);
        if (parser.HandleNextDocument(builder)) {
            builder.refuseOpenQuote();
            reading.root = builder.takeRoot();
            if (TreeBuilder second(places); parser.HandleNextDocument(second)) {
                const YamlNode other = second.takeRoot();
                reading.problem = {other.line, other.column, u"a second document"_s};
            }
        }
    } catch (const Refusal &refusal) {
        reading.problem = refusal.problem;
    } catch (const YAML::Exception &error) {
        const auto [line, column] = places.of(error.mark);
        reading.problem = {line, column, reasonOf(error, places.line(line - 1))};
    } catch (const std::exception &error) {
        reading.problem = {1, 1, u"not YAML: %1"_s.arg(QString::fromUtf8(error.what()).left(200))};
    }
    return reading;
}

} // namespace atalaia
