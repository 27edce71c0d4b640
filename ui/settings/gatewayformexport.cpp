// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/gatewayformexport.h"

#include "widgets/keybutton.h"
#include "widgets/plainlabel.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace atalaia {

GatewayFormExport::GatewayFormExport(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"exportForm"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kM);
    const auto add = [this, &theme, column](ColorRole color, const QString &sentence) {
        auto *label = new PlainLabel(theme, FontRole::Body, color, this);
        label->setText(sentence);
        column->addWidget(label);
    };
    add(ColorRole::Text, tr("For agents without a gateway, and for the time before there was one: conversations that "
                            "were exported on the phone."));
    add(ColorRole::Text,
        tr("On an Android phone: open the conversation, then ⋮ > More > Export chat.\n"
           "On an iPhone: open the conversation, touch the contact's name at the top, then Export chat."));
    add(ColorRole::Text,
        tr("Choose with or without media, and bring the .zip or .txt file to this computer as it is: its "
           "name says whose conversation it is."));
    add(ColorRole::Muted,
        tr("There is no key and nothing to connect. A later export of the same conversation adds what "
           "is new. Nothing can be sent, deleted or suspended through it, and what was edited or "
           "deleted before the export cannot be seen."));
    auto *import = new KeyButton(theme, KeyButton::Look::Primary, this);
    import->setObjectName(u"gatewayImportChats"_s);
    import->setText(tr("Import exported chats…"));
    column->addSpacing(space::kS);
    column->addWidget(import, 0, Qt::AlignLeft);
    column->addStretch();
    connect(import, &KeyButton::clicked, this, &GatewayFormExport::importWanted);
}

} // namespace atalaia
