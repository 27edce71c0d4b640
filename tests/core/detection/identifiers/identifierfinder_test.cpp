// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/identifierfinder.h"
#include "support/catch.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace atalaia;
using namespace Qt::StringLiterals;

namespace {

using Kind = IdentifierKind;

QVector<Identifier> found(QStringView text, const QString &country = u"BR"_s, QStringView before = {})
{
    IdentifierContext context;
    context.country = country;
    context.before = before;
    return IdentifierFinder().find(text, context);
}

/// "cpf 00000010154 0.95; phone ..." with a '?' after what is doubtful.
QString summary(const QVector<Identifier> &identifiers)
{
    QStringList parts;
    for (const Identifier &identifier : identifiers)
        parts.append(u"%1 %2 %3%4"_s.arg(identifierName(identifier.kind), identifier.value)
                             .arg(identifier.confidence, 0, 'f', 2)
                             .arg(identifier.isDoubtful ? u"?"_s : QString()));
    return parts.join(u"; "_s);
}

struct Row
{
    QString text;
    QString expected;
    QString before = {};
    QString country = u"BR"_s;
};

void checkRow(const Row &row)
{
    INFO(row.before.toStdString() << " | " << row.text.toStdString());
    CHECK(summary(found(row.text, row.country, row.before)) == row.expected);
}

} // namespace

TEST_CASE("One rule scores shape and check digits and context", "[core]")
{
    checkRow(GENERATE(values<Row>({
            {u"000.000.101-54"_s, u"cpf 00000010154 0.95"_s},
            {u"00000010154"_s, u"cpf 00000010154 0.60"_s},
            {u"meu cpf 00000010154"_s, u"cpf 00000010154 0.95"_s},
            {u"cpf00000010154"_s, u"cpf 00000010154 0.95"_s},
            {u"00000010154"_s, u"cpf 00000010154 0.95"_s, u"qual o seu C.P.F.?"_s},
            {u"meu cpf 00000010155"_s, u"cpf 00000010155 0.50?"_s},
            {u"00000010155"_s, u""_s},
            {u"10000001012"_s, u"pis 10000001012 0.25"_s},
            {u"meu pis é 10000001012"_s, u"pis 10000001012 0.95"_s},
            {u"01001-000"_s, u""_s},
            {u"o cep é 01001-000"_s, u"cep 01001000 0.80"_s},
            {u"pedido ABC-1234"_s, u""_s},
            {u"a placa é ABC-1234"_s, u"plate ABC1234 0.80"_s},
            {u"o Uno 2006 de placa ABC1C34"_s, u"plate ABC1C34 0.80"_s},
            {u"12abc34501de35"_s, u""_s},
            {u"123456785"_s, u"rut 123456785 0.25"_s, {}, u"CL"_s},
            {u"123456785"_s, u""_s},
    })));
}

TEST_CASE("A number that is a phone and a document is a phone unless it is called otherwise", "[core]")
{
    // 11 9xxxx-xxxx which passes the check digits of a CPF.
    checkRow(GENERATE(values<Row>({
            {u"11900000245"_s, u"phone +5511900000245 0.60"_s},
            {u"meu cpf é 11900000245"_s, u"cpf 11900000245 0.95"_s},
            {u"119.000.002-45"_s, u"cpf 11900000245 0.95"_s},
            {u"me liga 11 90000-0245"_s, u"phone +5511900000245 0.95"_s},
            {u"0000100109"_s, u""_s},
            {u"іпн 0000100109"_s, u"rnokpp 0000100109 0.95"_s},
    })));
}

TEST_CASE("Protocol numbers and masked values are no identifiers", "[core]")
{
    checkRow(GENERATE(values<Row>({
            {u"seu protocolo é 00000010154"_s, u""_s},
            {u"protocolo de atendimento nº: 4111111111111111"_s, u""_s},
            {u"número do chamado 11900000001"_s, u""_s},
            {u"00000010154"_s, u""_s, u"anote o número de protocolo:"_s},
            {u"protocolo 20260001, cpf 000.000.101-54"_s, u"cpf 00000010154 0.95"_s},
            {u"protocolo aberto, o cpf é 00000010154"_s, u"cpf 00000010154 0.95"_s},
            {u"cpf ***.000.101-**"_s, u""_s},
            {u"cartão **** **** **** 1111"_s, u""_s},
            {u"cpf ***.000.101-54 confere?"_s, u""_s},
            {u"cartão final 1234"_s, u""_s},
            {u"conta final ****00000010154"_s, u""_s},
            {u"00000010154•••• é o final"_s, u""_s},
            {u"cpf *00000010154*"_s, u"cpf 00000010154 0.95"_s},
            {u"cpf **000.000.101-54**"_s, u"cpf 00000010154 0.95"_s},
            {u"e-mail m***@example.com"_s, u""_s},
            {u"cvv 188 atende 24 horas"_s, u""_s},
            {u"senha: ********"_s, u""_s},
    })));
}

TEST_CASE("Disguised digits are read and lead back to where they stand", "[core]")
{
    struct Disguise
    {
        QString text;
        QString value;
        Span span;
    };
    const auto row = GENERATE(values<Disguise>({
            {u"😀 cpf 000.000.101-54"_s, u"00000010154"_s, {6, 20}},
            {u"cpf ０００.０００.１０１-５４!"_s, u"00000010154"_s, {4, 18}},
            {u"cpf 000\u200B.000.1\u200B01-54 ok"_s, u"00000010154"_s, {4, 20}},
            {u"\u200Bc\u00ADpf 000.000.101-54"_s, u"00000010154"_s, {6, 20}},
            {u"0️⃣ cpf 000.000.101-54"_s, u"00000010154"_s, {8, 22}},
            {u"cpf 000.000.101–54 ok"_s, u"00000010154"_s, {4, 18}},
            {u"cpf OOO.OOO.101-54"_s, QString(), {}},
            {u"cpf 000.000.1O1-54"_s, u"00000010154"_s, {4, 18}},
            {u"cpf OOO00010l54"_s, u"00000010154"_s, {4, 15}},
            {u"cpf 0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣0️⃣1️⃣5️⃣4️⃣ ok"_s,
             u"00000010154"_s,
             {4, 37}},
            {u"cpf zero zero zero zero zero zero um zero um cinco quatro ok"_s, u"00000010154"_s, {4, 57}},
            {u"cpf 0 0 0 0 0 0 1 0 1 5 4 ok"_s, u"00000010154"_s, {4, 25}},
            {u"cpf 000000\n10154"_s, u"00000010154"_s, {4, 16}},
            {u"cpf 𝟎𝟎𝟎𝟎𝟎𝟎𝟏𝟎𝟏𝟓𝟒"_s, u"00000010154"_s, {4, 15}},
    }));
    INFO(row.text.toStdString());
    const QVector<Identifier> identifiers = found(row.text);
    if (row.value.isEmpty()) {
        CHECK(identifiers.isEmpty());
        return;
    }
    REQUIRE(identifiers.size() == 1);
    CHECK(identifiers.front().kind == Kind::Cpf);
    CHECK(identifiers.front().value == row.value);
    CHECK(identifiers.front().span.start == row.span.start);
    CHECK(identifiers.front().span.end == row.span.end);
    CHECK(identifiers.front().hasCheckDigit);
}

TEST_CASE("Phones are found as people type them and where links hold them", "[core]")
{
    checkRow(GENERATE(values<Row>({
            {u"0xx11 90000-0001"_s, u"phone +5511900000001 0.95"_s},
            {u"chama no zap: onze nove zero zero zero zero zero zero zero um"_s, u"phone +5511900000001 0.95"_s},
            {u"https://wa.me/5511900000001?text=oi"_s, u"phone +5511900000001 0.95"_s},
            {u"wa.me/553199120001"_s, u"phone +553199120001 0.95"_s},
            {u"https://api.whatsapp.com/send?phone=5511900000001"_s, u"phone +5511900000001 0.95"_s},
            {u"+55 31 9912-0001"_s, u"phone +553199120001 0.50?"_s},
            {u"liga no 0800 777 1234 ou 4004-1234"_s, u""_s},
            {u"+380 50 123 45 67"_s, u"phone +380501234567 0.95"_s},
            {u"tel 050 123 45 67"_s, u"phone +380501234567 0.95"_s, {}, u"UA"_s},
            {u"meu zap é 90000-0001"_s, u"phone 900000001 0.50?"_s},
            {u"https://example.com/pedido/11900000001"_s, u""_s},
            {u"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13"_s, u""_s},
            {u"entrega 10/12/2026 14h30, R$ 1.234.567,89"_s, u""_s},
    })));
}

TEST_CASE("A phone is the same person with and without the ninth digit", "[core]")
{
    const QVector<Identifier> with = found(u"wa.me/5531999120001");
    const QVector<Identifier> without = found(u"wa.me/553199120001");
    REQUIRE(with.size() == 1);
    REQUIRE(without.size() == 1);
    CHECK(with.front().key == without.front().key);
    CHECK_FALSE(with.front().key.isEmpty());
}

TEST_CASE("Where money is sent a number is a Pix key and stays what it is", "[core]")
{
    const QVector<Identifier> identifiers = found(u"faz um pix, a chave é 000.000.101-54");
    REQUIRE(identifiers.size() == 1);
    CHECK(identifiers.front().kind == Kind::PixKey);
    CHECK(identifiers.front().key == u"cpf");
    CHECK(isOfKind(identifiers.front(), Kind::Cpf));
    CHECK(isOfKind(identifiers.front(), Kind::PixKey));
    CHECK_FALSE(isOfKind(identifiers.front(), Kind::Phone));
    CHECK(identifiers.front().masked == u"***.***.101-**");
}

TEST_CASE("A Pix code tells its key and whether it was changed", "[core]")
{
    const QString code = u"00020126360014br.gov.bcb.pix0114+5511900000001520400005303986540566.665802BR5909ANA "
                         u"TESTE6006RECIFE62070503***6304A118"_s;
    const QVector<Identifier> plain = found(code);
    REQUIRE(plain.size() == 1);
    CHECK(plain.front().kind == Kind::PixCode);
    CHECK(plain.front().key == u"+5511900000001");
    CHECK_FALSE(plain.front().isDoubtful);
    CHECK(plain.front().hasCheckDigit);

    QString wrapped = code;
    wrapped.insert(60, u'\n');
    const QVector<Identifier> unwrapped = found(u"segue: "_s + wrapped + u" obrigado"_s);
    REQUIRE(unwrapped.size() == 1);
    CHECK(unwrapped.front().value == code);
    CHECK(unwrapped.front().span == Span{7, int(7 + wrapped.size())});

    QString forged = code;
    forged.replace(u"66.66"_s, u"96.66"_s);
    const QVector<Identifier> damaged = found(forged);
    REQUIRE(damaged.size() == 1);
    CHECK(damaged.front().kind == Kind::PixCode);
    CHECK(damaged.front().isDoubtful);
}

TEST_CASE("Addresses are found when they are spoken or spaced", "[core]")
{
    checkRow(GENERATE(values<Row>({
            {u"fulano arroba gmail ponto com"_s, u"email fulano@gmail.com 0.95"_s},
            {u"fulano(at)gmail"_s, u"email fulano@gmail.com 0.95"_s},
            {u"fulano @ gmail . com"_s, u"email fulano@gmail.com 0.95"_s},
            {u"ana.teste arroba empresa ponto com ponto br"_s, u"email ana.teste@empresa.com.br 0.95"_s},
            {u"ольга собака ukr крапка net"_s, u"email ольга@ukr.net 0.95"_s},
            {u"me manda um @ que eu sigo"_s, u""_s},
            {u"fala com @fulano.teste"_s, u""_s},
            {u"custa 3 arrobas de boi"_s, u""_s},
            {u"<ana@example.com>"_s, u"email ana@example.com 0.95"_s},
    })));
}

TEST_CASE("Internet addresses are no versions and private ones say so", "[core]")
{
    checkRow(GENERATE(values<Row>({
            {u"o ip é 192.0.2.10"_s, u"ip 192.0.2.10 0.95"_s},
            {u"firmware 1.2.3.4"_s, u""_s},
            {u"versão 1.2.3.4"_s, u""_s},
            {u"v1.2.3.4"_s, u""_s},
            {u"às 12:30:45"_s, u""_s},
    })));
    const QVector<Identifier> router = found(u"entra no 192.168.0.1");
    REQUIRE(router.size() == 1);
    CHECK(router.front().key == u"private");
}

TEST_CASE("Secrets are found where they are said and not where they are spoken about", "[core]")
{
    checkRow(GENERATE(values<Row>({
            {u"senha: Verao@2026"_s, u"password Verao@2026 0.80"_s},
            {u"a senha do wifi é casa1234"_s, u"password casa1234 0.80"_s},
            {u"minha senha provisória é: Abc123!"_s, u"password Abc123! 0.80"_s},
            {u"la contraseña es \"gato\" y ya"_s, u"password gato 0.80"_s},
            {u"пароль: Kyiv2026"_s, u"password Kyiv2026 0.80"_s},
            {u"clave = perro77"_s, u"password perro77 0.80"_s},
            {u"Verao2026"_s, u"password Verao2026 0.80"_s, u"qual é a senha?"_s},
            {u"esqueci a senha do app"_s, u""_s},
            {u"senha errada"_s, u""_s},
            {u"a senha é pessoal e nunca deve ser passada"_s, u""_s},
            {u"sua senha foi alterada em 12/05/2026"_s, u""_s},
            {u"senha de 8 dígitos"_s, u""_s},
            {u"nunca informe a sua senha: golpistas pedem isso"_s, u""_s},
            {u"o código de verificação é 482913"_s, u"one-time-code 482913 0.80"_s},
            {u"482-913"_s, u"one-time-code 482913 0.80"_s, u"me passa o código que chegou por sms"_s},
            {u"código do sms: 4829"_s, u"one-time-code 4829 0.80"_s},
            {u"código do produto 4829"_s, u""_s},
            {u"manda sms pra 98765432 amanhã"_s, u""_s},
            {u"token R$ 1500"_s, u""_s},
            {u"cvv 123"_s, u"card-code 123 0.80"_s},
            {u"123"_s, u"card-code 123 0.80"_s, u"e o cvv?"_s},
            {u"123 reais o frete"_s, u""_s, u"e o cvv?"_s},
            {u"4111 1111 1111 1111 12/28"_s, u"card 4111111111111111 0.95; card-expiry 12/28 0.80"_s},
            {u"o boleto vence 10/12"_s, u""_s},
            {u"AKIAIOSFODNN7EXAMPLE"_s, u"api-key AKIAIOSFODNN7EXAMPLE 0.95"_s},
            {u"api key: q8Zt3LmP0xW7vN2bRk5s"_s, u"api-key q8Zt3LmP0xW7vN2bRk5s 0.95"_s},
            {u"ag 1234 cc 12345-X"_s, u"bank-account 1234/12345X 0.80"_s},
    })));
}

TEST_CASE("Names of identifiers go there and back", "[core]")
{
    for (int kind = 0; kind < kIdentifierKinds; ++kind) {
        const QString name = identifierName(Kind(kind));
        CAPTURE(name);
        CHECK_FALSE(name.isEmpty());
        CHECK(name == name.toLower());
        CHECK(identifierKind(name) == Kind(kind));
    }
    CHECK(identifierKind(u"CPF") == std::nullopt);
    CHECK(identifierKind(u"") == std::nullopt);
}

TEST_CASE("A text is masked where its identifiers stand", "[core]")
{
    const QString text = u"😀 Ana, cpf 000.000.101-54, fone (11) 90000-0001, ana@example.com, 4111 1111 1111 1111, "
                         u"senha: Verao@2026 fim"_s;
    CHECK(maskedText(text, found(text))
          == u"😀 Ana, cpf ***.***.101-**, fone +5511*****0001, a***@example.com, 411111******1111, senha: **** fim"_s);
    CHECK(maskedText(u"nada aqui", {}) == u"nada aqui");
}

TEST_CASE("Ordinary talk has no identifiers", "[core]")
{
    const auto text = GENERATE(values<QString>({
            u"bom dia, tudo bem?"_s,
            u"chego às 10h30 do dia 12/05/2026"_s,
            u"são 3 parcelas de R$ 1.299,90 sem juros"_s,
            u"o pedido 123456 sai amanhã"_s,
            u"moro na rua 15, número 230, apto 42"_s,
            u"um dois três testando"_s,
            u"nota 1000! 👏👏"_s,
            u"das 8:00 às 18:00, de 2ª a 6ª"_s,
            u"foram 1.000.000 de visualizações"_s,
            u"CVV 188"_s,
            u"15 anos de cliente, 2019 a 2024"_s,
            u"ліцензія 2024 року, ціна 1500 грн"_s,
    }));
    INFO(text.toStdString());
    CHECK(summary(found(text)) == u"");
}

TEST_CASE("Huge texts do not stall the search for identifiers", "[core][slow]")
{
    constexpr int kUnits = 1'000'000;
    const auto piece = GENERATE(values<QString>({
            u"1"_s,
            u"1 "_s,
            u"11900000001 "_s,
            u"1o"_s,
            u"1-"_s,
            u"000201"_s,
            u"br.gov.bcb.pix"_s,
            u"a@"_s,
            u"@a.b"_s,
            u"cpf 1 "_s,
            u"senha: a1b2 "_s,
            u"um dois "_s,
            u"ABC1234 placa "_s,
            u"pix 11900000001\n"_s,
            u"::1"_s,
            u"1.2.3."_s,
            u"arroba "_s,
            u"-----BEGIN "_s,
            u"12/28 "_s,
            u"4111111111111111 "_s,
            u"**"_s,
            u"\u0301"_s,
            u"123e4567-e89b-12d3-"_s,
            u"protocolo 1 "_s,
            u"wa.me/5511900000001 "_s,
            u"ag 123 "_s,
            u"TEAT000101"_s,
    }));
    INFO(piece.toStdString());
    const QString text = piece.repeated(kUnits / piece.size());
    QElapsedTimer timer;
    timer.start();
    (void)found(text);
    INFO("took " << timer.elapsed() << " ms");
    CHECK(timer.elapsed() < 20'000); // linear in a debug build on a busy machine: about a second
}
