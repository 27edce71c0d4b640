// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/builtinatoms.h"
#include "detection/enginedriver.h"
#include "support/catch.h"

using namespace atalaia;
using namespace atalaia::test;
using namespace Qt::StringLiterals;

namespace {

/// A driver with one rule on one built-in name, at a company with things of its own.
class AtomDriver : public EngineDriver
{
public:
    explicit AtomDriver(const QByteArray &atom)
        : EngineDriver("rules: [{id: r, category: c, when: '" + atom + "'}]\n")
    {
        company.name = u"Quiriri Net"_s;
        company.emailDomains = QStringList{u"quiriri.example.com"_s};
        company.phones = QStringList{u"08000000000"_s, u"1140001234"_s};
        company.pixKeys = QStringList{u"00010101000143"_s};
        facts.agentName = u"José da Silva"_s;
        facts.contactName = u"Zoë Nogueira"_s;
    }

    /// Where it was found in this text; "-" where it was not.
    QString at(const QString &text)
    {
        if (agent(text, 3600).isEmpty())
            return u"-"_s;
        return spans().remove(QRegularExpression(u"\\b\\d+:"_s));
    }
};

} // namespace

TEST_CASE("Built-in names are known and others are not", "[core]")
{
    CHECK(BuiltinAtoms::isKnown(u"question"_s));
    CHECK(BuiltinAtoms::isKnown(u"emoji-threat"_s));
    CHECK(BuiltinAtoms::isKnown(u"cpf"_s));
    CHECK_FALSE(BuiltinAtoms::isKnown(u"Question"_s));
    CHECK_FALSE(BuiltinAtoms::isKnown(u"emoji"_s));
    CHECK(BuiltinAtoms::names().size() == 20 + kIdentifierKinds);
}

TEST_CASE("A question mark makes a question of the word before it", "[core]")
{
    AtomDriver driver("#question");
    CHECK(driver.at(u"tem namorado?"_s) == u"4-12"_s);
    CHECK(driver.at(u"😀 tem? sim"_s) == u"2-5"_s);
    CHECK(driver.at(u"tem namorado"_s) == u"-"_s);
    CHECK(driver.at(u"? tem"_s) == u"2-5"_s);
}

TEST_CASE("Names of the agent and the contact are found by their first word", "[core]")
{
    AtomDriver agent("#agent-name");
    CHECK(agent.at(u"aqui é o JOSE, do suporte"_s) == u"9-13"_s);
    CHECK(agent.at(u"da Silva"_s) == u"-"_s);
    CHECK(agent.at(u"Josefa"_s) == u"-"_s);
    agent.facts.agentName.clear();
    CHECK(agent.at(u"aqui é o José"_s) == u"-"_s);
    agent.facts.agentName = u"A. Prado"_s;
    CHECK(agent.at(u"a casa"_s) == u"-"_s); // an initial is no name

    AtomDriver contact("#contact-name");
    CHECK(contact.at(u"oi zoe!"_s) == u"3-6"_s);
    CHECK(contact.at(u"oi José"_s) == u"-"_s);
}

TEST_CASE("The name of the company is found whole or by a long first word", "[core]")
{
    AtomDriver driver("#company-name");
    CHECK(driver.at(u"da Quiriri Net aqui"_s) == u"3-14"_s);
    CHECK(driver.at(u"da quiriri"_s) == u"3-10"_s);
    CHECK(driver.at(u"minha net caiu"_s) == u"-"_s);
    driver.company.name = u"Casa Ipuã"_s;
    CHECK(driver.at(u"minha casa"_s) == u"-"_s);
    CHECK(driver.at(u"a Casa Ipua"_s) == u"2-11"_s);
    driver.company.name = u"Плай Звук"_s; // short in letters though not in bytes
    CHECK(driver.at(u"де плай"_s) == u"-"_s);
}

TEST_CASE("Shouting is in capitals bubble by bubble or over all", "[core]")
{
    AtomDriver driver("#shouting");
    CHECK(driver.at(u"PARA DE ME LIGAR"_s) == u"0-16"_s);
    CHECK(driver.at(u"PARA de me ligar"_s) == u"-"_s);
    CHECK(driver.at(u"OK TCHAU"_s) == u"-"_s); // too short
    driver.agent(u"bom dia, como vai a senhora hoje"_s, 3600);
    CHECK(driver.agent(u"PARA DE ME LIGAR"_s) == u"r"_s); // calm words before do not hide it
    CHECK(driver.agent(u"ok"_s) == QString()); // nor is it shouted again
    driver.agent(u"PARA"_s, 3600);
    driver.agent(u"DE ME"_s);
    CHECK(driver.agent(u"LIGAR"_s) == u"r"_s);
}

TEST_CASE("Links and those to chats", "[core]")
{
    AtomDriver link("#link");
    CHECK(link.at(u"veja https://exemplo.net/a?b=1 aqui"_s) == u"5-30"_s);
    CHECK(link.at(u"veja www.exemplo.com.br"_s) == u"5-23"_s);
    CHECK(link.at(u"😀 loja.com.br/promo agora"_s) == u"2-19"_s);
    CHECK(link.at(u"a nota.com/x"_s) == u"2-12"_s);
    CHECK(link.at(u"fim. começo"_s) == u"-"_s);
    CHECK(link.at(u"ana@exemplo.com"_s) == u"-"_s);
    CHECK(link.at(QString(QChar(0xD800)) + u" www.exemplo.com"_s) == u"2-17"_s); // half a pair hides nothing

    AtomDriver chat("#wa-link");
    CHECK(chat.at(u"me chama wa.me/5511900000000"_s) == u"9-28"_s);
    CHECK(chat.at(u"https://chat.whatsapp.com/AbC"_s) == u"8-29"_s);
    CHECK(chat.at(u"api.whatsapp.com/send?phone=1"_s) == u"0-29"_s);
    CHECK(chat.at(u"www.exemplo.com"_s) == u"-"_s);
}

TEST_CASE("Sums of money in the currencies and words of four languages", "[core]")
{
    AtomDriver driver("#money");
    CHECK(driver.at(u"são R$ 1.250,00 hoje"_s) == u"4-15"_s);
    for (const QString &sum : {u"50 reais"_s, u"50,00 Reais"_s, u"2 mil"_s, u"10k"_s, u"20 lucas"_s, u"100 usd"_s,
                               u"30 dólares"_s, u"500 грн"_s, u"US$ 5"_s, u"€5"_s, u"₴100"_s, u".50 reais"_s})
        CHECK(driver.at(sum) != u"-"_s);
    for (const QString &none : {u"reais"_s, u"50 metros"_s, u"rua 50"_s, u"50 milhas"_s, u"x50 mil"_s, u"50 kg"_s})
        CHECK(driver.at(none) == u"-"_s);
    driver.agent(u"me da 50"_s, 3600);
    CHECK(driver.agent(u"reais"_s) == u"r"_s);
}

TEST_CASE("Digits are a number of three to eight that stands alone", "[core]")
{
    AtomDriver driver("#digits");
    CHECK(driver.at(u"é 123456 viu"_s) == u"2-8"_s);
    CHECK(driver.at(u"123"_s) == u"0-3"_s);
    CHECK(driver.at(u"12345678"_s) == u"0-8"_s);
    CHECK(driver.at(u"12"_s) == u"-"_s);
    CHECK(driver.at(u"123456789"_s) == u"-"_s);
    CHECK(driver.at(u"a123"_s) == u"-"_s);
}

TEST_CASE("Mail addresses are the company's or foreign or personal", "[core]")
{
    AtomDriver own("#company-email");
    AtomDriver foreign("#foreign-email");
    AtomDriver personal("#personal-email");
    struct Row
    {
        QString text;
        bool isOwn;
        bool isPersonal;
    };
    for (const Row &row : {Row{u"ana@quiriri.example.com"_s, true, false},
                           Row{u"ana@mail.quiriri.example.com"_s, true, false},
                           Row{u"ana@outraquiriri.example.com"_s, false, false},
                           Row{u"ana.lima@gmail.com"_s, false, true}}) {
        INFO(row.text.toStdString());
        const QString text = u"escreva para "_s + row.text;
        CHECK((own.at(text) != u"-"_s) == row.isOwn);
        CHECK((foreign.at(text) != u"-"_s) == !row.isOwn);
        CHECK((personal.at(text) != u"-"_s) == row.isPersonal);
    }
    CHECK(foreign.at(u"sem endereço"_s) == u"-"_s);
    CHECK(foreign.at(u"😀 ana@exemplo.com"_s) == u"2-17"_s);
}

TEST_CASE("Phones are the company's or foreign and service numbers are nobody's", "[core]")
{
    AtomDriver own("#company-phone");
    AtomDriver foreign("#foreign-phone");
    CHECK(own.at(u"ligue (11) 4000-1234"_s) == u"7-20"_s);
    CHECK(own.at(u"ligue +55 11 4000-1234"_s) != u"-"_s);
    CHECK(foreign.at(u"ligue (11) 4000-1234"_s) == u"-"_s);
    CHECK(foreign.at(u"ligue 0800 123 4567"_s) == u"-"_s);
    CHECK(foreign.at(u"me chama (21) 98765-4321"_s) == u"10-24"_s);
    CHECK(own.at(u"me chama (21) 98765-4321"_s) == u"-"_s);
    CHECK(foreign.at(u"call me on +1 303 555 0100"_s) != u"-"_s); // an area, not a service
    CHECK(foreign.at(u"call us on +1 800 555 0100"_s) == u"-"_s);
    CHECK(foreign.at(u"me chama (88) 99123-4567"_s) != u"-"_s);
}

TEST_CASE("Payments go to the company's keys or to foreign ones", "[core]")
{
    AtomDriver driver("#foreign-payment");
    CHECK(driver.at(u"faz o pix para 00.010.101/0001-43"_s) == u"-"_s);
    CHECK(driver.at(u"faz o pix na chave ana.lima@gmail.com"_s) != u"-"_s);
    CHECK(driver.at(u"deposita na agência 1234 conta 12345-6 do banco 001"_s) != u"-"_s);
    CHECK(driver.at(u"IBAN DE89 3704 0044 0532 0130 00"_s) != u"-"_s);
    CHECK(driver.at(u"pode pagar na loja"_s) == u"-"_s);
}

TEST_CASE("Identifiers are found by their names and shown masked", "[core]")
{
    AtomDriver driver("#cpf");
    CHECK(driver.at(u"meu cpf é 529.982.247-25"_s) == u"10-24"_s);
    CHECK(driver.hit().explanation.constFirst().subject == u"#cpf"_s);
    CHECK_FALSE(driver.hit().explanation.constFirst().detail.isEmpty());
    CHECK_FALSE(driver.hit().explanation.constFirst().detail.contains(u"982"_s));
    CHECK(driver.at(u"meu cpf é 529.982.247-26"_s) == u"-"_s); // doubtful
    AtomDriver split("#cpf");
    split.agent(u"meu cpf é"_s, 3600);
    CHECK(split.agent(u"52998224725"_s) == u"r"_s); // named in the bubble before
}

TEST_CASE("Emoji with a meaning are found by kind", "[core]")
{
    struct Row
    {
        QByteArray atom;
        QString emoji;
    };
    for (const Row &row : {Row{"#emoji-sexual", u"🍆"_s}, Row{"#emoji-insult", u"🖕"_s}, Row{"#emoji-insult-weak", u"🤡"_s},
                           Row{"#emoji-threat", u"🔫"_s}, Row{"#emoji-money", u"💰"_s}}) {
        INFO(row.atom.toStdString());
        AtomDriver driver(row.atom);
        CHECK(driver.at(u"oi "_s + row.emoji) == u"3-4"_s);
        CHECK(driver.at(u"oi 🌷"_s) == u"-"_s);
    }
}
