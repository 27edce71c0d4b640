// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewaychecks.h"

#include "domain/gatewayconfig.h"
#include "gateway/cafile.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace atalaia {

namespace {

constexpr qsizetype kMostNameBytes = 255; // of AMQP
constexpr qsizetype kMostKeyLength = 4'096;
constexpr qsizetype kLeastVerifyTokenLength = 16;

struct GatewayChecks
{
    Q_DECLARE_TR_FUNCTIONS(atalaia::GatewayChecks)
};

QString parsed(const QString &typed, const QRegularExpression &expression)
{
    const QRegularExpressionMatch match = expression.match(typed);
    return match.hasMatch() ? match.captured(0) : QString();
}

bool isAllOf(const QString &text, bool (*isAllowed)(QChar))
{
    return std::all_of(text.cbegin(), text.cend(), isAllowed);
}

bool isPrintableAscii(QChar c)
{
    return c > u' ' && c < u'\u007F';
}

/// Where both kinds of address agree.
QString authorityProblem(const QUrl &url)
{
    if (url.host().isEmpty())
        return GatewayChecks::tr("The name or number of the machine is missing behind %1://.").arg(url.scheme());
    return {};
}

} // namespace

QUrl gatewayAddress(const QString &typed)
{
    QUrl url(typed.trimmed(), QUrl::StrictMode);
    if (url.path() == u"/"_s)
        url.setPath({});
    return url;
}

QString addressProblem(const QString &typed)
{
    const QUrl url = gatewayAddress(typed);
    if (typed.trimmed().isEmpty())
        return GatewayChecks::tr("The address is missing.");
    if (!url.isValid() || (url.scheme() != u"http"_s && url.scheme() != u"https"_s))
        return GatewayChecks::tr(
                "The address begins with http:// or https://, for example https://gateway.example:3000.");
    if (const QString problem = authorityProblem(url); !problem.isEmpty())
        return problem;
    if (!url.userInfo().isEmpty())
        return GatewayChecks::tr("The key does not belong into the address; it has its own field below.");
    if (!url.path().isEmpty() || url.hasQuery() || url.hasFragment())
        return GatewayChecks::tr("Only machine and port, please: nothing behind %1.").arg(url.authority());
    return {};
}

bool isOpenToReaders(const QUrl &address)
{
    return !mayCarrySecrets(address, false);
}

QString addressWarning(const QString &typed)
{
    if (!addressProblem(typed).isEmpty() || !isOpenToReaders(gatewayAddress(typed)))
        return {};
    return GatewayChecks::tr("Plain http: the key and every message can be read on the way to that machine. Use https "
                             "unless the network between is yours.");
}

QUrl brokerAddress(const QString &typed)
{
    return QUrl(typed.trimmed(), QUrl::StrictMode);
}

QString brokerProblem(const QString &typed)
{
    const QUrl url = brokerAddress(typed);
    // First of all, and without saying it again: it may be a password.
    if (!url.password().isEmpty() || (!url.isValid() && typed.contains(u'@') && typed.count(u':') > 1))
        return GatewayChecks::tr("The password does not belong into the address; it has its own field below.");
    if (!url.isValid() || (url.scheme() != u"amqp"_s && url.scheme() != u"amqps"_s))
        return GatewayChecks::tr(
                "The address begins with amqps://, for example amqps://atalaia@broker.example:5671/evolution.");
    if (const QString problem = authorityProblem(url); !problem.isEmpty())
        return problem;
    if (url.userName().isEmpty())
        return GatewayChecks::tr("The user is missing, for example amqps://atalaia@%1.").arg(url.host());
    if (url.path(QUrl::FullyEncoded).count(u'/') > 1 || url.hasQuery() || url.hasFragment())
        return GatewayChecks::tr("Behind the machine comes only the name of the virtual host.");
    return {};
}

QString brokerNameProblem(const QString &typed)
{
    const QString name = typed.trimmed();
    if (name.isEmpty())
        return GatewayChecks::tr("The name is missing.");
    if (name.startsWith(u"amq."_s))
        return GatewayChecks::tr("Names that begin with amq. belong to the broker itself.");
    const bool isGood = isAllOf(
            name, [](QChar c) { return isPrintableAscii(c) && (c.isLetterOrNumber() || u".-_:/"_s.contains(c)); });
    if (!isGood || name.size() > kMostNameBytes)
        return GatewayChecks::tr("Letters, digits and . - _ : / only, at most %1.").arg(kMostNameBytes);
    return {};
}

QString suggestedQueue(const QString &hostName)
{
    static const QRegularExpression kOther(u"[^a-z0-9-]+"_s);
    const QString host = hostName.section(u'.', 0, 0).toLower().remove(kOther);
    return u"atalaia."_s + (host.isEmpty() ? u"console"_s : host);
}

QString businessAccountProblem(const QString &typed)
{
    static const QRegularExpression kDigits(u"^[0-9]{5,20}$"_s);
    if (typed.trimmed().isEmpty())
        return GatewayChecks::tr("The account's id is missing.");
    if (parsed(typed.trimmed(), kDigits).isEmpty())
        return GatewayChecks::tr("The id is made of digits only; it is neither the phone number nor its id.");
    return {};
}

QString keyProblem(const QString &typed)
{
    const QString key = typed.trimmed();
    if (key.size() > kMostKeyLength)
        return GatewayChecks::tr("This is longer than any key.");
    if (!isAllOf(key, &isPrintableAscii))
        return GatewayChecks::tr("There are blanks or other characters in it that no key has. Copy it once more.");
    return {};
}

QString verifyTokenProblem(const QString &typed)
{
    const QString token = typed.trimmed();
    if (token.isEmpty())
        return {};
    if (token.size() < kLeastVerifyTokenLength)
        return GatewayChecks::tr("At least %1 characters, so that nobody guesses it.").arg(kLeastVerifyTokenLength);
    if (!isAllOf(token,
                 [](QChar c) { return isPrintableAscii(c) && (c.isLetterOrNumber() || c == u'-' || c == u'_'); }))
        return GatewayChecks::tr("Letters, digits, - and _ only.");
    return {};
}

QString freshVerifyToken()
{
    std::array<quint32, 6> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), qsizetype(sizeof(random)));
    return QString::fromLatin1(bytes.toHex());
}

QString caFileProblem(const QString &path)
{
    if (path.trimmed().isEmpty())
        return {};
    switch (checkCaFile(path.trimmed())) {
    case CaFileState::Good:
        break;
    case CaFileState::Unreadable:
        return GatewayChecks::tr("This file cannot be read.");
    case CaFileState::TooLarge:
        return GatewayChecks::tr("This file is too large for certificates.");
    case CaFileState::NoCertificate:
        return GatewayChecks::tr("There is no certificate in this file. It begins with -----BEGIN CERTIFICATE-----.");
    case CaFileState::Expired:
        return GatewayChecks::tr("The certificate in this file has expired.");
    }
    return {};
}

} // namespace atalaia
