// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/foldedtext.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace atalaia::bench {

/// What everybody looks for: folded words, and expressions for each kind of identifier.
struct ScanPolicy
{
    std::vector<QByteArray> keywords;
    std::vector<QByteArray> detectors;

    [[nodiscard]] size_t size() const { return keywords.size() + detectors.size(); }
    /// Keywords with word borders, then detectors.
    [[nodiscard]] std::vector<QByteArray> expressions() const;
};

/// An expression for each kind of identifier, as one writes them for folded text.
[[nodiscard]] std::vector<QByteArray> detectorExpressions();

/// A place where a pattern of a ScanPolicy was found.
struct Found
{
    int text = 0;
    int pattern = 0; ///< keywords first
    int from = -1; ///< byte of the folded text; -1 = the peer does not tell
    int to = -1;
};

/// Another way to do the same work.
class ScanPeer
{
public:
    virtual ~ScanPeer() = default;
    [[nodiscard]] virtual std::string name() const = 0;
    /// Appends; texts are folded already, unless the peer folds itself.
    virtual void scan(std::span<const QByteArray> texts, std::vector<Found> *found) = 0;
};

enum class StartOfMatch { No, Yes };

/// One Hyperscan database of all expressions, a scan a message. `cacheFolder`: for databases that take
/// minutes to compile; empty = compile always. Null where it does not compile.
[[nodiscard]] std::unique_ptr<ScanPeer> makeHyperscanPeer(const ScanPolicy &policy, StartOfMatch start,
                                                          const QString &cacheFolder = {});
/// Whether makeHyperscanPeer() would find it in the folder.
[[nodiscard]] bool isHyperscanPeerCached(const ScanPolicy &policy, StartOfMatch start, const QString &cacheFolder);

/// Null where the library was not there at build time.
[[nodiscard]] std::unique_ptr<ScanPeer> makeRe2Peer(const ScanPolicy &policy);
/// Folds with ICU in two passes, then one Hyperscan database with starts; `texts` as received. Offsets are
/// brought back to the original: Found has its bytes.
[[nodiscard]] std::unique_ptr<ScanPeer> makeIcuPeer(const ScanPolicy &policy);
[[nodiscard]] std::unique_ptr<ScanPeer> makePcre2Peer(const ScanPolicy &policy);
[[nodiscard]] std::unique_ptr<ScanPeer> makeQtPeer(const ScanPolicy &policy);

/// Folds by ICU: two passes, marks removed. Null where ICU is missing.
class IcuFold
{
public:
    virtual ~IcuFold() = default;
    virtual const std::string &fold(const QByteArray &text) = 0;
    /// The byte of the text that was folded last.
    [[nodiscard]] virtual int originalByte(int folded) const = 0;
    /// In composed form, to compare.
    [[nodiscard]] virtual QByteArray composed(const QByteArray &text) = 0;
};
[[nodiscard]] std::unique_ptr<IcuFold> makeIcuFold();

} // namespace atalaia::bench
