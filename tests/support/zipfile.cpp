// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/zipfile.h"

#include <QtEndian>

namespace atalaia::test {

namespace {

void put16(QByteArray &out, quint16 value)
{
    char bytes[2];
    qToLittleEndian(value, bytes);
    out.append(bytes, 2);
}

void put32(QByteArray &out, quint32 value)
{
    char bytes[4];
    qToLittleEndian(value, bytes);
    out.append(bytes, 4);
}

quint32 crcOf(const QByteArray &bytes)
{
    quint32 table[256];
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = value & 1 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        table[i] = value;
    }
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes)
        crc = table[(crc ^ static_cast<unsigned char>(byte)) & 0xFF] ^ (crc >> 8);
    return crc ^ 0xFFFFFFFFU;
}

/// The deflate stream inside of what qCompress() makes.
QByteArray deflated(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return QByteArray("\x03\0", 2); // qCompress() makes no stream of nothing
    return qCompress(bytes, 9).sliced(4 + 2).chopped(4);
}

/// What stands in front of an entry and once more in the directory.
QByteArray commonFields(const ZipEntry &entry, const QByteArray &packed)
{
    QByteArray fields;
    put16(fields, 20);
    put16(fields, quint16(0x0800 | (entry.isEncrypted ? 1 : 0))); // names are UTF-8
    put16(fields, 8);
    put32(fields, 0);
    put32(fields, crcOf(entry.bytes));
    put32(fields, quint32(packed.size()));
    put32(fields, quint32(entry.bytes.size()));
    put16(fields, quint16(entry.name.toUtf8().size()));
    put16(fields, 0);
    return fields;
}

} // namespace

QByteArray zipOf(const QVector<ZipEntry> &entries)
{
    QByteArray archive;
    QByteArray directory;
    for (const ZipEntry &entry : entries) {
        const QByteArray packed = deflated(entry.bytes);
        const QByteArray fields = commonFields(entry, packed);
        const auto offset = quint32(archive.size());
        archive += "PK\x03\x04" + fields + entry.name.toUtf8() + packed;
        directory += "PK\x01\x02";
        put16(directory, 0x0314); // made on Unix: the mode stands in the attributes
        directory += fields;
        put16(directory, 0);
        put16(directory, 0);
        put16(directory, 0);
        put32(directory, quint32(entry.isSymlink ? 0120777 : 0100644) << 16);
        put32(directory, offset);
        directory += entry.name.toUtf8();
    }
    const auto start = quint32(archive.size());
    archive += directory + QByteArray("PK\x05\x06\0\0\0\0", 8);
    put16(archive, quint16(entries.size()));
    put16(archive, quint16(entries.size()));
    put32(archive, quint32(directory.size()));
    put32(archive, start);
    put16(archive, 0);
    return archive;
}

} // namespace atalaia::test
