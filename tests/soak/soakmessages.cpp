// SPDX-License-Identifier: GPL-3.0-or-later
#include "soakmessages.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace atalaia::soak {

namespace {

struct Line
{
    const char16_t *text;
    bool isFromAgent;
};

constexpr Line kLines[] = {
        {u"Bom dia! Em que posso ajudar?", true},
        {u"Quero saber do meu pedido, ainda não chegou", false},
        {u"O técnico passa hoje entre 14h e 16h.", true},
        {u"obrigada, fico no aguardo", false},
        {u"Me passa a senha do seu aplicativo que eu resolvo por aqui", true},
        {u"não quero mais receber mensagem de vocês", false},
        {u"Segue o comprovante em anexo", false},
        {u"Perfeito, tudo certo por aqui 👍", true},
        {u"Me chama no meu número particular, fora daqui", true},
};

quint64 mixed(quint64 value)
{
    value += 0x9e3779b97f4a7c15ULL;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace

QString blockId(qint64 block)
{
    return u"SOAK%1N%N"_s.arg(block, 8, 10, QChar(u'0'));
}

SoakMessage soakMessage(qint64 number, qint64 second)
{
    const qint64 block = number / kBlock;
    const Line &line = kLines[mixed(quint64(block)) % std::size(kLines)];
    SoakMessage message;
    message.id = blockId(block).replace(u"%N"_s, QString::number(number % kBlock));
    message.contact = u"551198%1"_s.arg(1'000'000 + mixed(quint64(block) * 7) % 800);
    message.text = QString::fromUtf16(line.text) + u" ("_s + QString::number(block) + u')';
    message.isFromAgent = line.isFromAgent;
    message.second = second;
    return message;
}

bool isDrawn(qint64 block, quint64 purpose, double share)
{
    return double(mixed(quint64(block) * 1'000 + purpose) % 1'000'000) < share * 1e6;
}

} // namespace atalaia::soak
