// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanpeers.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <hs.h>
#ifdef BENCH_HAS_RE2
#include <re2/set.h>
#endif
#ifdef BENCH_HAS_PCRE2
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif

namespace atalaia::bench {

using namespace Qt::StringLiterals;

std::vector<QByteArray> ScanPolicy::expressions() const
{
    std::vector<QByteArray> all;
    for (const QByteArray &keyword : keywords)
        all.push_back("\\b" + QRegularExpression::escape(QString::fromUtf8(keyword)).toUtf8() + "\\b");
    all.insert(all.end(), detectors.begin(), detectors.end());
    return all;
}

std::vector<QByteArray> detectorExpressions()
{
    return {
            R"(\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b)", // CPF
            R"(\b[0-9a-z]{2}\.?[0-9a-z]{3}\.?[0-9a-z]{3}/?[0-9a-z]{4}-?\d{2}\b)", // CNPJ
            R"(\b\d{1,2}\.\d{3}\.\d{3}-?[\dx]\b)", // RG
            R"(\b\d{11}\b)", // CNH
            R"(\b\d{3}\.?\d{5}\.?\d{2}-?\d\b)", // PIS
            R"(\b\d{4} ?\d{4} ?\d{4}\b)", // voter's id
            R"(\b\d{3} ?\d{4} ?\d{4} ?\d{4}\b)", // health card
            R"(\b\d{9,11}\b)", // Renavam
            R"(\b[a-z]{3}-?\d[a-z0-9]\d{2}\b)", // plate
            R"(\b\d{5}-?\d{3}\b)", // CEP
            R"((?:\+?\d{1,3}[ .-]?)?\(?\d{2,3}\)?[ .-]?9?\d{3,4}[ .-]?\d{4}\b)", // phone
            R"(\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b)", // random Pix key
            R"(\b000201\d{2}[ -~]{20,})", // Pix code
            R"(\b\d{5}\.?\d{5} ?\d{5}\.?\d{6} ?\d{5}\.?\d{6} ?\d ?\d{14}\b)", // boleto
            R"(\bag(?:encia)?[ .:]*\d{3,4}(?:-\d)?[ ,/e]*c(?:/c|onta)?[ .:]*\d{4,12}-?[\dx]\b)", // account
            R"(\b\d{7}-\d{2}\.\d{4}\.\d\.\d{2}\.\d{4}\b)", // court case
            R"(\b(?:4\d{3}|5[1-5]\d{2}|6\d{3}|3[47]\d{2}|2[2-7]\d{2})[ -]?\d{4}[ -]?\d{4}[ -]?\d{2,4}\b)", // card
            R"(\b(?:cvv|cvc|cid)\W{0,3}\d{3,4}\b)", // card code
            R"(\b(?:0[1-9]|1[0-2])/(?:20)?\d{2}\b)", // card expiry
            R"(\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?\b)", // IBAN
            R"([a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,})", // e-mail
            R"(\b(?:\d{1,3}\.){3}\d{1,3}\b)", // IP address
            R"(\b[a-z]{2}\d{6,7}\b)", // passport
            R"(\b\d{1,2}\.?\d{3}\.?\d{3}-[\dk]\b)", // RUT
            R"(\b(?:20|23|24|27|30|33|34)-?\d{8}-?\d\b)", // CUIT
            R"(\b\d{2}\.?\d{3}\.?\d{3}\b)", // DNI
            R"(\b\d{22}\b)", // CBU
            R"(\b\d{3}\.?\d{3}\.?\d{3}-\d\b)", // NIT
            R"(\b\d{1,3}\.\d{3}\.\d{3}\b)", // cedula
            R"(\b[a-z]{4}\d{6}[hm][a-z]{5}[a-z0-9]\d\b)", // CURP
            R"(\b[a-z&]{3,4}\d{6}[a-z0-9]{3}\b)", // RFC
            R"(\b\d{18}\b)", // CLABE
            R"(\b\d{10}\b)", // RNOKPP
            R"(\b\d{8}\b)", // EDRPOU
            R"(\b\d{9}\b)", // identity card
            R"(\b(?:senha|password|contrasena|clave|pin|pwd)\b[ :e=]{1,4}\S{4,})", // password
            R"(\b\d{4,8}\b)", // one-time code
            R"(\b(?:sk|pk|ghp|akia|xox[bp])[-_a-z0-9]{16,})", // API key
            R"(\b(?:wa\.me/|api\.whatsapp\.com/send\?phone=)\d{8,15}\b)", // phone in a link
    };
}

namespace {

class HyperscanPeer final : public ScanPeer
{
public:
    HyperscanPeer(hs_database_t *database, const ScanPolicy &policy, StartOfMatch start)
        : m_database(database), m_hasStart(start == StartOfMatch::Yes)
    {
        if (hs_alloc_scratch(m_database, &m_scratch) != HS_SUCCESS)
            qFatal("no scratch");
        for (const QByteArray &keyword : policy.keywords)
            m_lengths.push_back(int(keyword.size()));
        m_lengths.resize(policy.size(), -1);
    }
    ~HyperscanPeer() override
    {
        hs_free_scratch(m_scratch);
        hs_free_database(m_database);
    }

    std::string name() const override
    {
        return m_hasStart ? "one Hyperscan database with starts" : "raw hs_scan, one database";
    }

    void scan(std::span<const QByteArray> texts, std::vector<Found> *found) override
    {
        m_found = found;
        for (m_text = 0; m_text < int(texts.size()); ++m_text)
            scanOne(texts[size_t(m_text)].constData(), texts[size_t(m_text)].size());
    }

    void scanOne(const char *text, qsizetype size)
    {
        if (hs_scan(m_database, text, unsigned(size), 0, m_scratch, collect, this) != HS_SUCCESS)
            qFatal("hs_scan failed");
    }

    void begin(int text, std::vector<Found> *found)
    {
        m_text = text;
        m_found = found;
    }

private:
    static int collect(unsigned id, unsigned long long from, unsigned long long to, unsigned, void *context)
    {
        auto *peer = static_cast<HyperscanPeer *>(context);
        const int length = peer->m_lengths[id];
        const int start = length >= 0 ? int(to) - length : peer->m_hasStart ? int(from) : -1;
        peer->m_found->push_back({peer->m_text, int(id), start, int(to)});
        return 0;
    }

    hs_database_t *m_database;
    bool m_hasStart;
    hs_scratch_t *m_scratch = nullptr;
    std::vector<int> m_lengths; ///< by pattern; -1 for detectors
    std::vector<Found> *m_found = nullptr;
    int m_text = 0;
};

hs_database_t *compiled(const ScanPolicy &policy, StartOfMatch start)
{
    const std::vector<QByteArray> all = policy.expressions();
    std::vector<const char *> expressions;
    std::vector<unsigned> flags;
    std::vector<unsigned> ids;
    for (size_t i = 0; i < all.size(); ++i) {
        expressions.push_back(all[i].constData());
        // Where a keyword starts its length tells.
        flags.push_back(start == StartOfMatch::Yes ? HS_FLAG_SOM_LEFTMOST : 0U);
        ids.push_back(unsigned(i));
    }
    hs_database_t *database = nullptr;
    hs_compile_error_t *error = nullptr;
    if (hs_compile_multi(expressions.data(), flags.data(), ids.data(), unsigned(all.size()), HS_MODE_BLOCK, nullptr,
                         &database, &error)
        != HS_SUCCESS) {
        std::fprintf(stderr, "hyperscan: %s, expression %d\n", error->message, error->expression);
        hs_free_compile_error(error);
        return nullptr;
    }
    return database;
}

QString cachePath(const ScanPolicy &policy, StartOfMatch start, const QString &folder)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(hs_version());
    hash.addData(start == StartOfMatch::Yes ? "som" : "no");
    for (const QByteArray &expression : policy.expressions())
        hash.addData(expression + '\n');
    return QDir(folder).filePath(QString::fromLatin1(hash.result().toHex().left(24)) + u".hsdb"_s);
}

hs_database_t *read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    const QByteArray bytes = file.readAll();
    hs_database_t *database = nullptr;
    return hs_deserialize_database(bytes.constData(), size_t(bytes.size()), &database) == HS_SUCCESS ? database
                                                                                                    : nullptr;
}

void write(const hs_database_t *database, const QString &path)
{
    char *bytes = nullptr;
    size_t size = 0;
    if (hs_serialize_database(database, &bytes, &size) != HS_SUCCESS)
        return;
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes, qint64(size));
    free(bytes); // NOLINT: Hyperscan's allocator is malloc
}

} // namespace

std::unique_ptr<ScanPeer> makeHyperscanPeer(const ScanPolicy &policy, StartOfMatch start, const QString &cacheFolder)
{
    const QString path = cacheFolder.isEmpty() ? QString() : cachePath(policy, start, cacheFolder);
    hs_database_t *database = path.isEmpty() ? nullptr : read(path);
    if (!database) {
        database = compiled(policy, start);
        if (database && !path.isEmpty())
            write(database, path);
    }
    return database ? std::make_unique<HyperscanPeer>(database, policy, start) : nullptr;
}

bool isHyperscanPeerCached(const ScanPolicy &policy, StartOfMatch start, const QString &cacheFolder)
{
    return QFile::exists(cachePath(policy, start, cacheFolder));
}

#ifdef BENCH_HAS_RE2

namespace {

class Re2Peer final : public ScanPeer
{
public:
    explicit Re2Peer(const ScanPolicy &policy) : m_set(options(), RE2::UNANCHORED)
    {
        for (const QByteArray &expression : policy.expressions()) {
            if (m_set.Add(expression.constData(), nullptr) < 0)
                qFatal("RE2 refuses %s", expression.constData());
        }
        if (!m_set.Compile())
            qFatal("RE2::Set does not compile");
    }

    std::string name() const override { return "RE2::Set, warm (no offsets)"; }

    void scan(std::span<const QByteArray> texts, std::vector<Found> *found) override
    {
        for (size_t i = 0; i < texts.size(); ++i) {
            m_matched.clear();
            if (!m_set.Match(re2::StringPiece(texts[i].constData(), size_t(texts[i].size())), &m_matched))
                continue;
            for (const int pattern : m_matched)
                found->push_back({int(i), pattern, -1, -1});
        }
    }

private:
    static RE2::Options options()
    {
        RE2::Options options;
        options.set_max_mem(1LL << 30);
        options.set_log_errors(false);
        return options;
    }

    RE2::Set m_set;
    std::vector<int> m_matched;
};

} // namespace

std::unique_ptr<ScanPeer> makeRe2Peer(const ScanPolicy &policy)
{
    return std::make_unique<Re2Peer>(policy);
}

#else

std::unique_ptr<ScanPeer> makeRe2Peer(const ScanPolicy &)
{
    return nullptr;
}

#endif

#ifdef BENCH_HAS_PCRE2

namespace {

class Pcre2Peer final : public ScanPeer
{
public:
    explicit Pcre2Peer(const ScanPolicy &policy)
    {
        for (const QByteArray &expression : policy.expressions()) {
            int error = 0;
            PCRE2_SIZE at = 0;
            pcre2_code *const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression.constData()),
                                                   PCRE2_SIZE(expression.size()), 0, &error, &at, nullptr);
            if (!code)
                qFatal("PCRE2 refuses %s", expression.constData());
            pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
            m_codes.push_back(code);
        }
        m_match = pcre2_match_data_create(32, nullptr);
    }
    ~Pcre2Peer() override
    {
        pcre2_match_data_free(m_match);
        for (pcre2_code *code : m_codes)
            pcre2_code_free(code);
    }

    std::string name() const override { return "PCRE2-JIT, expression by expression (first match)"; }

    void scan(std::span<const QByteArray> texts, std::vector<Found> *found) override
    {
        for (size_t i = 0; i < texts.size(); ++i) {
            for (size_t pattern = 0; pattern < m_codes.size(); ++pattern) {
                const auto *const text = reinterpret_cast<PCRE2_SPTR>(texts[i].constData());
                if (pcre2_match(m_codes[pattern], text, PCRE2_SIZE(texts[i].size()), 0, 0, m_match, nullptr) > 0)
                    found->push_back({int(i), int(pattern), -1, -1});
            }
        }
    }

private:
    std::vector<pcre2_code *> m_codes;
    pcre2_match_data *m_match = nullptr;
};

} // namespace

std::unique_ptr<ScanPeer> makePcre2Peer(const ScanPolicy &policy)
{
    return std::make_unique<Pcre2Peer>(policy);
}

#else

std::unique_ptr<ScanPeer> makePcre2Peer(const ScanPolicy &)
{
    return nullptr;
}

#endif

namespace {

class QtPeer final : public ScanPeer
{
public:
    explicit QtPeer(const ScanPolicy &policy)
    {
        for (const QByteArray &expression : policy.expressions()) {
            m_expressions.emplace_back(QString::fromUtf8(expression));
            m_expressions.back().optimize();
        }
    }

    std::string name() const override { return "QRegularExpression, expression by expression (first match)"; }

    void scan(std::span<const QByteArray> texts, std::vector<Found> *found) override
    {
        for (size_t i = 0; i < texts.size(); ++i) {
            const QString text = QString::fromUtf8(texts[i]);
            for (size_t pattern = 0; pattern < m_expressions.size(); ++pattern) {
                if (m_expressions[pattern].match(text).hasMatch())
                    found->push_back({int(i), int(pattern), -1, -1});
            }
        }
    }

private:
    std::vector<QRegularExpression> m_expressions;
};

class IcuPeer final : public ScanPeer
{
public:
    IcuPeer(std::unique_ptr<IcuFold> fold, hs_database_t *database, const ScanPolicy &policy)
        : m_fold(std::move(fold)), m_scan(database, policy, StartOfMatch::Yes)
    {}

    std::string name() const override { return "ICU in two passes, then one database with starts"; }

    void scan(std::span<const QByteArray> texts, std::vector<Found> *found) override
    {
        for (size_t i = 0; i < texts.size(); ++i) {
            const std::string &folded = m_fold->fold(texts[i]);
            const size_t before = found->size();
            m_scan.begin(int(i), found);
            m_scan.scanOne(folded.data(), qsizetype(folded.size()));
            for (size_t f = before; f < found->size(); ++f) {
                (*found)[f].from = m_fold->originalByte((*found)[f].from);
                (*found)[f].to = m_fold->originalByte((*found)[f].to);
            }
        }
    }

private:
    std::unique_ptr<IcuFold> m_fold;
    HyperscanPeer m_scan;
};

} // namespace

std::unique_ptr<ScanPeer> makeQtPeer(const ScanPolicy &policy)
{
    return std::make_unique<QtPeer>(policy);
}

std::unique_ptr<ScanPeer> makeIcuPeer(const ScanPolicy &policy)
{
    std::unique_ptr<IcuFold> fold = makeIcuFold();
    hs_database_t *const database = fold ? compiled(policy, StartOfMatch::Yes) : nullptr;
    return database ? std::make_unique<IcuPeer>(std::move(fold), database, policy) : nullptr;
}

} // namespace atalaia::bench
