// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/json/secretstripping.h"
#include "support/catch.h"

#include <QJsonDocument>

using namespace atalaia;
using json::strippedOfSecrets;

namespace {

struct Row
{
    QByteArray before;
    QByteArray after;
};

} // namespace

TEST_CASE("what opens something is taken out of JSON and the rest stays", "[core]")
{
    const auto row = GENERATE(values<Row>({
            {R"({"event":"x","apikey":"K-1","a":1})", R"({"event":"x","apikey":"***","a":1})"},
            {R"({ "X-Api-Key" : "a\"b" , "body":"oi"})", R"({ "X-Api-Key" : "***" , "body":"oi"})"},
            {R"({"API_KEY":["K-1",{"b":"K-2]"}],"a":1})", R"({"API_KEY":"***","a":1})"},
            {R"({"access_token":123})", R"({"access_token":"***"})"},
            {R"([{"qrcode":{"code":"K-1","base64":"K-2"}},2])", R"([{"qrcode":"***"},2])"},
            {R"({"mediaKey":{"0":1,"1":2},"a":[1]})", R"({"mediaKey":"***","a":[1]})"},
            {R"({"token":null,"password":true,"a":[]})", R"({"token":null,"password":true,"a":[]})"},
            {R"([{"secret":5}])", R"([{"secret":"***"}])"},
            {R"({"key":{"id":"AA"}})", R"({"key":{"id":"AA"}})"},
            {R"({"list":["apikey","K"]})", R"({"list":["apikey","K"]})"},
    }));
    CAPTURE(row.before);
    CHECK(strippedOfSecrets(row.before) == row.after);
    CHECK_FALSE(QJsonDocument::fromJson(row.before).isNull());
    CHECK_FALSE(QJsonDocument::fromJson(row.after).isNull());
}

TEST_CASE("addresses of media and servers lose what opens them", "[core]")
{
    const auto row = GENERATE(values<Row>({
            {R"({"url":"https://h/x?X-Amz-Date=1&X-Amz-Signature=deadbeef"})", R"({"url":"https://h/x"})"},
            {R"({"url":"https:\/\/u:K@h\/x?x-api-key=K\u0026token=T"})", R"({"url":"https:\/\/h\/x"})"},
            {R"({"url":"https:\/\/h\/x\u003Ftoken=T"})", R"({"url":"https:\/\/h\/x"})"},
            {R"({"server_url":"https://u:K-1@host/x?k=K-2","a":1})", R"({"server_url":"https://host/x","a":1})"},
            {R"({"server_url":"https://u:K@K@host"})", R"({"server_url":"https://host"})"},
            {R"({"mediaUrl":"https://host/a@b?hash=K-1"})", R"({"mediaUrl":"https://host/a@b"})"},
            {R"({"directPath":"/v/t62?oh=K","mediaUrl":null})", R"({"directPath":"/v/t62","mediaUrl":null})"},
            {R"({"url":{"token":"K"}})", R"({"url":{"token":"***"}})"},
    }));
    CAPTURE(row.before);
    CHECK(strippedOfSecrets(row.before) == row.after);
    CHECK_FALSE(QJsonDocument::fromJson(row.after).isNull());
}

TEST_CASE("what people wrote is kept even where it looks like a secret", "[core]")
{
    for (const QByteArray &text :
         {QByteArray(R"({"conversation":"apikey: \"x\", see https://a/b?token=1"})"),
          QByteArray(R"({"body":"https://loja.example/?id=5&cor=azul"})"),
          QByteArray(
                  R"({"text":{"body":"senha: abc Bearer abcdefghijklmnop1234 eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSM"}})")})
        CHECK(strippedOfSecrets(text) == text);
}

TEST_CASE("what is no JSON is stripped as far as it can be read", "[core]")
{
    const auto row = GENERATE(values<Row>({
            {R"({"apikey":"never ends)", R"({"apikey":"***")"},
            {R"({"apikey":)", R"({"apikey":)"},
            {R"({"apikey":{"a":[1)", R"({"apikey":"***")"},
            {R"({"apikey)", R"({"apikey)"},
            {R"({"apikey")", R"({"apikey")"},
            {R"(broken { "token" : "x" )", R"(broken { "token" : "***" )"},
            {R"({"url":"https://h?K)", R"({"url":"https://h")"},
            {R"("\)", R"("\)"},
            {"", ""},
            {"\\", "\\"},
            {"\"", "\""},
            {"not json", "not json"},
            {"\xff\xfe\"token\":\"x\"", "\xff\xfe\"token\":\"***\""},
    }));
    CAPTURE(row.before);
    CHECK(strippedOfSecrets(row.before) == row.after);
}

TEST_CASE("known secrets are taken out wherever they stand", "[core]")
{
    const QByteArray key("k&y with=odd");
    CHECK(strippedOfSecrets("a " + key + " b " + key.toPercentEncoding(), {key}) == "a *** b ***");
    CHECK(strippedOfSecrets("abc", {"", "abc"}) == "abc"); // too short to be told from words
}

TEST_CASE("hostile text is stripped in one pass", "[core]")
{
    constexpr int kBytes = 4 * 1024 * 1024; // what looked at each byte for each other would not come to an end
    for (const QByteArray piece : {"\"", "?", "\\", "\"token\":", "\"token\":[", "\"url\":\"?", "[", "a"}) {
        CAPTURE(piece);
        CHECK_FALSE(strippedOfSecrets(piece.repeated(kBytes / piece.size())).isEmpty());
    }
}
