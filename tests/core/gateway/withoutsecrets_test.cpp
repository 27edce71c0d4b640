// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/json/withoutsecrets.h"
#include "support/catch.h"

#include <QVector>

using atalaia::json::withoutSecrets;

TEST_CASE("keys and tokens are taken out of what is kept", "[core]")
{
    struct Row
    {
        QByteArray bytes;
        QByteArray kept;
    };
    const QVector<Row> rows{
            {R"({"event":"x","apikey":"K-1","a":1})", R"({"event":"x","apikey":null,"a":1})"},
            {R"({ "apikey" : "K\"-1" , "a":1})", R"({ "apikey":null , "a":1})"},
            {R"({"API_KEY":["K-1",{"b":"K-2"}],"a":1})", R"({"API_KEY":null,"a":1})"},
            {R"({"token":12345})", R"({"token":null})"},
            {R"([{"qrcode":{"code":"K-1","base64":"K-2"}},2])", R"([{"qrcode":null},2])"},
            {R"({"server_url":"https://u:K-1@host/x?k=K-2","a":1})", R"({"server_url":"https://host/x","a":1})"},
            {R"({"server_url":"https://u:K@K@host"})", R"({"server_url":"https://host"})"},
            {R"({"mediaUrl":"https://host/a@b?X-Amz-Signature=K-1"})", R"({"mediaUrl":"https://host/a@b"})"},
            {R"({"mediaUrl":null,"apikey":null})", R"({"mediaUrl":null,"apikey":null})"},
            // What people wrote is evidence, even where it looks like a secret.
            {R"({"conversation":"apikey: \"x\", see https://a/b?token=1"})",
             R"({"conversation":"apikey: \"x\", see https://a/b?token=1"})"},
            {R"({"list":["apikey","K"]})", R"({"list":["apikey","K"]})"},
            // Broken off and nonsense.
            {R"({"apikey":"K-1)", R"({"apikey":null)"},
            {R"({"apikey":)", R"({"apikey":null)"},
            {R"({"apikey":{"a":[1)", R"({"apikey":null)"},
            {R"({"apikey)", R"({"apikey)"},
            {R"({"apikey")", R"({"apikey")"},
            {R"("\)", R"("\)"},
            {"", ""},
            {"not json", "not json"}};
    for (const Row &row : rows) {
        INFO(row.bytes.toStdString());
        CHECK(withoutSecrets(row.bytes).toStdString() == row.kept.toStdString());
    }
}

TEST_CASE("deep nesting does not hurt who takes the secrets out", "[core]")
{
    const QByteArray deep = QByteArray(100'000, '[');
    CHECK(withoutSecrets("{\"apikey\":" + deep) == "{\"apikey\":null");
    CHECK(withoutSecrets(deep).size() == deep.size());
}
